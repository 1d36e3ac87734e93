import { Text, Title } from "@mantine/core";
import { IconNetwork } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { isLocal } from "#shared/service-snapshot.ts";
import { useDeck } from "../../api/use-deck.ts";
import { AddRemoteForm } from "./add-remote-form.tsx";
import { ConnectionTable } from "./connection-table.tsx";
import classes from "./remote.module.css";

/** The connections to services that run elsewhere. @param onOpen - leads to the view of a service */
export function RemotePage({ onOpen }: { onOpen: (service: string) => void }): ReactElement {
  const services = useDeck((deck) => deck.services) ?? [];
  const remote = services.filter((service) => !isLocal(service));
  return (
    <main className={classes["page"]} aria-label="Remote">
      <AddRemoteForm />
      {remote.length === 0 ? <NoRemotes /> : <ConnectionTable services={remote} onOpen={onOpen} />}
    </main>
  );
}

function NoRemotes(): ReactElement {
  return (
    <div className={classes["none"]}>
      <IconNetwork size={44} stroke={1.3} aria-hidden />
      <Title order={3} className={classes["noneTitle"]}>
        No remote services yet
      </Title>
      <Text className={classes["noneText"]}>
        A pydase service or another Dasedeck on the network, once connected, stands on the deck beside the services of this computer: its
        values to read and set, its tasks to start and stop, and what it logs. A connection that is lost comes back by itself.
      </Text>
    </div>
  );
}

import { Anchor, Button, Code, Text, Title, Tooltip } from "@mantine/core";
import { IconFlask, IconFolderOpen } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { useDeck } from "../../api/use-deck.ts";
import { baseName } from "../../format/file.ts";
import mark from "../../../icon.svg";
import { ExampleList } from "./example-list.tsx";
import { useChooseFiles } from "./use-choose-files.ts";
import { useLoadFiles } from "../../components/load/use-load-files.ts";
import classes from "./load.module.css";

/** What stands in the place of an empty deck: what this is, and how to begin. @param onRemote - leads to the services that run elsewhere */
export function FirstStart({ onRemote }: { onRemote: () => void }): ReactElement {
  const { desktop } = useDeckAccess();
  return (
    <main className={classes["first"]} aria-label="Deck">
      <div className={classes["welcome"]}>
        <img src={mark} alt="" width={52} height={52} className={classes["mark"]} />
        <Title order={2} className={classes["title"]}>
          No services on the deck yet
        </Title>
        <Text className={classes["lead"]}>
          Dasedeck runs your laboratory’s data services, restarts what fails, and shows you every state, every restart and every error as it
          happens.
        </Text>
        <div className={classes["ways"]}>
          {desktop !== null && <LoadFile />}
          <StartExamples primary={desktop === null} />
        </div>
        {desktop === null ? (
          <Text size="sm" className={classes["hint"]}>
            Files are given to <Code>dasedeck serve FILE…</Code> on the computer that runs the deck. <ToRemote onRemote={onRemote} />
          </Text>
        ) : (
          <Text size="sm" className={classes["hint"]}>
            Or drop service files (.ts, .mts, .js, .mjs) anywhere on this window. <ToRemote onRemote={onRemote} />
          </Text>
        )}
        {desktop !== null && <Recent />}
        <ExampleList />
      </div>
    </main>
  );
}

function ToRemote({ onRemote }: { onRemote: () => void }): ReactElement {
  return (
    <Anchor component="button" inherit underline="always" onClick={onRemote}>
      Connect to a service that runs elsewhere
    </Anchor>
  );
}

function LoadFile(): ReactElement {
  const obstacle = useObstacle();
  const choose = useChooseFiles();
  return (
    <Button
      size="md"
      leftSection={<IconFolderOpen size={19} aria-hidden />}
      disabled={obstacle !== null}
      onClick={() => {
        if (!choose.isPending) choose.mutate();
      }}
    >
      Load service file…
    </Button>
  );
}

function StartExamples({ primary }: { primary: boolean }): ReactElement {
  const obstacle = useObstacle();
  const load = useCommand("loadExamples", "The example services were not started");
  return (
    <Tooltip label={obstacle} disabled={obstacle === null}>
      <Button
        size="md"
        variant={primary ? "filled" : "default"}
        leftSection={<IconFlask size={19} aria-hidden />}
        loading={load.isPending}
        aria-disabled={obstacle !== null}
        data-disabled={obstacle !== null}
        onClick={() => {
          if (obstacle === null) load.mutate(undefined);
        }}
      >
        Start the example services
      </Button>
    </Tooltip>
  );
}

function Recent(): ReactElement | null {
  const files = useDeck((deck) => deck.recentFiles) ?? [];
  const loadFiles = useLoadFiles();
  if (files.length === 0) return null;
  return (
    <section aria-label="Recent files" className={classes["recents"]}>
      <Text size="sm" fw={600}>
        Recent files
      </Text>
      {files.slice(0, 4).map((file) => (
        <Anchor key={file} component="button" size="sm" truncate title={file} maw="100%" onClick={() => void loadFiles([{ file }])}>
          {baseName(file)}
        </Anchor>
      ))}
    </section>
  );
}

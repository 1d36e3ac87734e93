import { Alert, Button, Switch, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { isLocal, type ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { openFailure } from "../../components/failure/open-failure.tsx";
import { errorLine, formatLocation } from "../../format/error.ts";
import { visibleText } from "../../format/visible-text.ts";
import classes from "./service.module.css";

/** Whether a save of the service's file reloads it. Which code runs is decided at the computer that it runs on: a browser is not offered it. */
export function ReloadOnSaveSwitch({ service }: { service: ServiceSnapshot }): ReactElement | null {
  const { desktop } = useDeckAccess();
  const obstacle = useObstacle();
  const set = useCommand("setReloadOnSave", `Reload on save of ${service.title} was not switched`);
  if (desktop === null || !isLocal(service)) return null;
  return (
    <div title={obstacle ?? "Reloads the service when its file, or one that it imports, is saved"}>
      <Switch
        className={classes["reloadOnSave"]}
        size="sm"
        label="Reload on save"
        checked={set.isPending ? set.variables.on : service.reloadOnSave}
        disabled={obstacle !== null}
        aria-busy={set.isPending}
        onChange={(event) => set.mutate({ service: service.id, on: event.currentTarget.checked })}
      />
    </div>
  );
}

/** Why the file as it was saved last is not what runs. */
export function ReloadProblem({ service }: { service: ServiceSnapshot }): ReactElement | null {
  const { reloadProblem } = service;
  if (reloadProblem === null) return null;
  const place = reloadProblem.location === null ? "" : ` (${formatLocation(reloadProblem.location)})`;
  const failure = { subject: visibleText(service.title), error: reloadProblem, endedByTask: null, exit: null, output: [] };
  return (
    <Alert color="red" variant="light" title="Saved, but not reloaded" className={classes["reloadProblem"]}>
      <Text size="sm" c="var(--mantine-color-text)" style={{ overflowWrap: "anywhere" }}>
        {visibleText(errorLine(reloadProblem))}
        {place}. The service goes on as it was.
      </Text>
      <Button variant="subtle" size="compact-sm" mt={4} onClick={() => openFailure(failure)}>
        Show in full
      </Button>
    </Alert>
  );
}

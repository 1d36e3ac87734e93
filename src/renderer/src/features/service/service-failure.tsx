import { Alert, Button, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { openFailure } from "../../components/failure/open-failure.tsx";
import { NextRestart } from "../../components/next-restart.tsx";
import { errorLine, formatExit, formatLocation } from "../../format/error.ts";
import { wordsOf } from "../../components/service-words.ts";
import { visibleText } from "../../format/visible-text.ts";
import classes from "./service.module.css";

/** Why a service does not run, or is not connected, and what happens next; nothing where it does, or was stopped on purpose. */
export function ServiceFailure({ service }: { service: ServiceSnapshot }): ReactElement | null {
  const { status, title, output } = service;
  if (status.state !== "failed" && status.state !== "restarting") return null;
  const { lastError, lastExit, endedByTask } = status;
  const place = lastError?.location ? ` (${formatLocation(lastError.location)})` : "";
  const failure = { subject: visibleText(title), error: lastError, endedByTask, exit: lastExit, output };
  return (
    <Alert
      color={status.state === "failed" ? "red" : "yellow"}
      variant="light"
      title={status.state === "failed" ? headlines[status.failureReason] : comesBack(service)}
      className={classes["failure"]}
      data-state={status.state}
    >
      <Text size="sm" c="var(--mantine-color-text)" className={classes["failureText"]}>
        {endedByTask !== null && `Ended by the task ${visibleText(endedByTask)}. `}
        {lastError !== null && `${visibleText(errorLine(lastError))}${place}. `}
        {lastExit !== null && `The process ended with ${formatExit(lastExit)}.`}
      </Text>
      {status.state === "failed" && status.failureReason === "refused" && (
        <Text size="sm" c="var(--mantine-color-text)">
          To give another token, remove it and add it again under “Remote”.
        </Text>
      )}
      {status.state === "restarting" && (
        <Text size="sm" c="var(--mantine-color-text)">
          {wordsOf(service).nextRestart} <NextRestart at={status.nextRestartAt} backOff={null} delaySec={status.restartDelaySec} />
        </Text>
      )}
      <Button variant="subtle" size="compact-sm" mt={4} onClick={() => openFailure(failure)}>
        Show in full
      </Button>
    </Alert>
  );
}

function comesBack({ source, attributes }: ServiceSnapshot): string {
  if (source.kind === "file") return "Its process ended; it is started again";
  return attributes === null
    ? "It could not be reached; it is tried again"
    : "The connection is lost; what you see is the last known state until it is back";
}

type FailureReason = Extract<ServiceSnapshot["status"], { state: "failed" }>["failureReason"];

const headlines: Readonly<Record<FailureReason, string>> = {
  "load-error": "Its file could not be loaded",
  crashed: "Its process ended without being asked to",
  "task-failure": "One of its tasks failed, and ended it",
  watchdog: "It did not answer for too long, and was ended",
  "start-limit-hit": "Its process ended too often: it is not started again by itself",
  refused: "It does not let this deck in: it is not tried again by itself",
};

import { Alert, Code, Stack, Text } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import type { ErrorReport } from "#shared/primitives.ts";
import type { OutputLine, ProcessExit } from "#shared/service-snapshot.ts";
import { formatExit, formatLocation } from "../../format/error.ts";
import { formatFullTime } from "../../format/time.ts";
import { visibleText } from "../../format/visible-text.ts";
import { OutputLines } from "./output-lines.tsx";
import classes from "./failure.module.css";

/** Everything there is to say of a failure. */
export interface Failure {
  /** What failed: a task's path or a service's title. */
  readonly subject: string;
  readonly error: ErrorReport | null;
  readonly endedByTask: string | null;
  readonly exit: ProcessExit | null;
  readonly output: readonly OutputLine[];
}

/** A failure in full: message, place, time, stack, how the process ended, and what it wrote last. */
export function FailureDetails({ failure }: { failure: Failure }): ReactElement {
  const { error, exit, endedByTask, output } = failure;
  return (
    <Stack gap="md">
      {error !== null && (
        <Alert color="red" variant="light" title={visibleText(error.name)} className={classes["alert"]}>
          <Text dir="auto" className={classes["message"]}>
            {error.message.trim() === "" ? "(no message)" : visibleText(error.message)}
          </Text>
        </Alert>
      )}
      <dl className={classes["facts"]}>
        {error !== null && <Fact name="Time">{formatFullTime(error.at)}</Fact>}
        {error?.location && (
          <Fact name="Place">
            <span title={error.location.file}>{formatLocation(error.location)}</span>
          </Fact>
        )}
        {endedByTask !== null && <Fact name="Ended by task">{visibleText(endedByTask)}</Fact>}
        {exit !== null && (
          <Fact name="Process ended">
            {formatExit(exit)}, {formatFullTime(exit.at)}
          </Fact>
        )}
      </dl>
      {error?.stack && (
        <section aria-label="Stack">
          <Text className={classes["caption"]}>Stack</Text>
          <Code block className={classes["block"]} tabIndex={0}>
            {visibleText(error.stack)}
          </Code>
        </section>
      )}
      {output.length > 0 && (
        <section aria-label="Last output">
          <Text className={classes["caption"]}>Last output</Text>
          <OutputLines lines={output} />
        </section>
      )}
    </Stack>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <div className={classes["fact"]}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

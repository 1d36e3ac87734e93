import { Alert, Button, Code, CopyButton, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import { failureFacts, failureText, type Failure } from "./failure.ts";
import { visibleText } from "../../format/visible-text.ts";
import { OutputLines } from "./output-lines.tsx";
import classes from "./failure.module.css";

/** A failure in full: when and where, message, stack, how the process ended, and what it wrote last; all of it can be copied. */
export function FailureDetails({ failure }: { failure: Failure }): ReactElement {
  const { error, output } = failure;
  return (
    <Stack gap="md">
      <div className={classes["top"]}>
        <dl className={classes["facts"]}>
          {failureFacts(failure).map(({ name, value, hint }) => (
            <Fact key={name} name={name}>
              <span title={hint}>{value}</span>
            </Fact>
          ))}
        </dl>
        <CopyButton value={failureText(failure)}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              className={classes["copy"]}
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              onClick={copy}
            >
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </div>
      {error !== null && (
        <Alert color="red" variant="light" title={visibleText(error.name)} className={classes["alert"]}>
          <Text dir="auto" className={classes["message"]}>
            {error.message.trim() === "" ? "(no message)" : visibleText(error.message)}
          </Text>
        </Alert>
      )}
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

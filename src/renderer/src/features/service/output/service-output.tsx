import { ActionIcon, CopyButton, Switch, Text, TextInput } from "@mantine/core";
import { IconCheck, IconCopy, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { OutputLine } from "#shared/service-snapshot.ts";
import { OutputLines } from "../../../components/failure/output-lines.tsx";
import { filterOutput } from "./output-filter.ts";
import classes from "./service-output.module.css";

/** What {@link ServiceOutput} shows. */
export interface ServiceOutputProps {
  readonly output: readonly OutputLine[];
  /** Stands in its place where there is none. */
  readonly none: string;
}

/** What a service wrote last, as it comes; to be searched, held and copied. */
export function ServiceOutput({ output, none }: ServiceOutputProps): ReactElement {
  const [text, setText] = useState("");
  const [errorsOnly, setErrorsOnly] = useState(false);
  /** The output as it was when it was held; `null` while it is followed. */
  const [held, setHeld] = useState<readonly OutputLine[] | null>(null);
  const lines = filterOutput(held ?? output, { text, errorsOnly });
  const hold = held === null ? "Pause output" : "Follow output";
  return (
    <>
      <div className={classes["bar"]}>
        <TextInput
          className={classes["filter"]}
          size="xs"
          aria-label="Filter output"
          placeholder="Filter"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Switch
          className={classes["errorsOnly"]}
          size="xs"
          label="Errors only"
          checked={errorsOnly}
          onChange={(event) => setErrorsOnly(event.currentTarget.checked)}
        />
        <ActionIcon variant="subtle" aria-label={hold} title={hold} onClick={() => setHeld(held === null ? output : null)}>
          {held === null ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}
        </ActionIcon>
        <CopyButton value={lines.map((line) => line.text).join("\n")}>
          {({ copied, copy }) => (
            <ActionIcon
              variant="subtle"
              aria-label={copied ? "Output copied" : "Copy output"}
              title="Copy output"
              disabled={lines.length === 0}
              onClick={copy}
            >
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          )}
        </CopyButton>
      </div>
      {held !== null && (
        <Text className={classes["note"]} role="status">
          {held === output ? "Paused" : "Paused: there is newer output"}
        </Text>
      )}
      {lines.length > 0 ? (
        <OutputLines lines={lines} follow={held === null} className={classes["lines"]} />
      ) : (
        <Text className={classes["note"]}>{output.length === 0 ? none : "No line passes the filter."}</Text>
      )}
    </>
  );
}

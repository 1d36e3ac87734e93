import { Code } from "@mantine/core";
import type { ReactElement } from "react";
import type { OutputLine } from "#shared/service-snapshot.ts";
import { formatFullTime } from "../../format/time.ts";
import { visibleText } from "../../format/visible-text.ts";
import classes from "./failure.module.css";

/** What a service process wrote, oldest first; what it wrote to its error stream stands out. */
export function OutputLines({ lines }: { lines: readonly OutputLine[] }): ReactElement {
  return (
    <Code block className={classes["block"]} tabIndex={0} aria-label="Output lines" role="log">
      {lines.map((line, index) => (
        <span key={index} className={classes["line"]} data-stream={line.stream} title={formatFullTime(line.at)}>
          {visibleText(line.text)}
          {"\n"}
        </span>
      ))}
    </Code>
  );
}

import { Code } from "@mantine/core";
import { useLayoutEffect, useRef, type ReactElement } from "react";
import type { OutputLine } from "#shared/service-snapshot.ts";
import { formatFullTime } from "../../format/time.ts";
import { visibleText } from "../../format/visible-text.ts";
import classes from "./failure.module.css";

/** So near the end, in pixels, a reader is taken to follow. */
const nearEnd = 24;

/** What {@link OutputLines} shows. */
export interface OutputLinesProps {
  readonly lines: readonly OutputLine[];
  /** Keeps the newest line in sight, unless one has scrolled up. */
  readonly follow?: boolean;
  readonly className?: string | undefined;
}

/** What a service process wrote, oldest first; what it wrote to its error stream stands out, what the deck says of it steps back. */
export function OutputLines({ lines, follow = false, className = "" }: OutputLinesProps): ReactElement {
  const block = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    if (follow) atEnd.current = true;
  }, [follow]);
  useLayoutEffect(() => {
    if (follow && atEnd.current && block.current !== null) block.current.scrollTop = block.current.scrollHeight;
  }, [lines, follow]);
  return (
    <Code
      block
      ref={block}
      className={`${classes["block"]} ${className}`}
      tabIndex={0}
      aria-label="Output lines"
      role="log"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
      }}
    >
      {lines.map((line, index) => (
        <span key={index} className={classes["line"]} data-stream={line.stream} title={formatFullTime(line.at)}>
          {visibleText(line.text)}
          {"\n"}
        </span>
      ))}
    </Code>
  );
}

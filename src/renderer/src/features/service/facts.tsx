import type { ReactElement } from "react";
import { visibleText } from "../../format/visible-text.ts";
import classes from "./service.module.css";

export interface FactEntry {
  readonly name: string;
  readonly value: string;
}

/** Names with their values, one a line. */
export function Facts({ entries }: { entries: readonly FactEntry[] }): ReactElement {
  return (
    <dl className={classes["facts"]}>
      {entries.map(({ name, value }) => (
        <div key={name} className={classes["fact"]}>
          <dt>{name}</dt>
          <dd>{visibleText(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

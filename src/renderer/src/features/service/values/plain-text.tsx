import type { ReactElement } from "react";
import { visibleText } from "../../../format/visible-text.ts";
import classes from "./member.module.css";

/** What {@link PlainText} shows. */
export interface PlainTextProps {
  readonly name: string;
  readonly text: string;
  /** With everything that it has, to point at. */
  readonly exact: string;
  readonly unit?: string | undefined;
}

/** A value that is only read. */
export function PlainText({ name, text, exact, unit = "" }: PlainTextProps): ReactElement {
  const suffix = unit === "" ? "" : `\u202F${visibleText(unit)}`;
  return (
    <output className={classes["plain"]} aria-label={name} aria-live="off" dir="auto" title={`${exact}${suffix}`}>
      {text}
      {suffix !== "" && <span className={classes["plainUnit"]}>{suffix}</span>}
    </output>
  );
}

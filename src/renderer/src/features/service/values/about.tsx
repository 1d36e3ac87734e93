import type { ReactElement } from "react";
import { visibleText } from "../../../format/visible-text.ts";
import classes from "./member.module.css";

/** The beginning of a member's documentation, where there is room for it; in full it stands in the hint. */
export function About({ doc }: { doc: string }): ReactElement {
  return (
    <span className={classes["about"]} dir="auto" aria-hidden>
      {visibleText(doc.split("\n", 1)[0] ?? "")}
    </span>
  );
}

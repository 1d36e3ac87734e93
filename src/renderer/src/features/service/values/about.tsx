import type { ReactElement } from "react";
import { DocText } from "../../../components/doc-text.tsx";
import classes from "./member.module.css";

/** The beginning of a member's documentation, where there is room for it; in full it stands in the hint. */
export function About({ doc }: { doc: string }): ReactElement {
  return (
    <span className={classes["about"]} data-about aria-hidden>
      <DocText doc={doc.split("\n", 1)[0] ?? ""} inline />
    </span>
  );
}

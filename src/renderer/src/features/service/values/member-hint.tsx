import type { ReactElement } from "react";
import type { SerializedPlace } from "#shared/serialized.ts";
import { DocText } from "../../../components/doc-text.tsx";
import { formatExactTime } from "../../../format/exact-time.ts";
import { formatRange } from "../../../format/range.ts";
import { visibleText } from "../../../format/visible-text.ts";
import classes from "./member.module.css";

/** What is known of a member besides its value. */
export function MemberHint({ place }: { place: SerializedPlace }): ReactElement {
  const { doc, full_access_path: path, display, changed_at: changedAt } = place;
  const range = formatRange(display ?? {});
  return (
    <div className={classes["hintText"]}>
      {doc !== null && <DocText doc={doc} />}
      <span className={classes["hintPath"]}>{visibleText(path)}</span>
      {range !== null && <span>Range: {visibleText(range)}</span>}
      {changedAt !== undefined && <span>Last changed {formatExactTime(changedAt)}</span>}
    </div>
  );
}

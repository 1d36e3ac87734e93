import { VisuallyHidden } from "@mantine/core";
import type { ReactElement } from "react";
import { notReported } from "../format/not-reported.ts";

/** In a table, in the place of what the other side of a connection does not tell: never a 0, nor a time that nobody knows. */
export function NotReported(): ReactElement {
  return (
    <span title={notReported}>
      <span aria-hidden>—</span>
      <VisuallyHidden>{notReported}</VisuallyHidden>
    </span>
  );
}

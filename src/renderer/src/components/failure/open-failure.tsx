import { modals } from "@mantine/modals";
import { FailureDetails } from "./failure-details.tsx";
import type { Failure } from "./failure.ts";

/** Opens a failure in full, over the window. */
export function openFailure(failure: Failure): void {
  modals.open({
    title: `Last error of ${failure.subject}`,
    size: "xl",
    children: <FailureDetails failure={failure} />,
  });
}

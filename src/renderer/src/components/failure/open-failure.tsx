import { modals } from "@mantine/modals";
import { FailureDetails, type Failure } from "./failure-details.tsx";

/** Opens a failure in full, over the window. */
export function openFailure(failure: Failure): void {
  modals.open({
    title: `Last error of ${failure.subject}`,
    size: "xl",
    children: <FailureDetails failure={failure} />,
  });
}

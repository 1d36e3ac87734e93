import type { ReactElement } from "react";
import { useDeckTime } from "../api/use-deck.ts";
import { formatDuration } from "#shared/format/duration.ts";
import { formatFullTime } from "../format/time.ts";

/** How long the present state has lasted. */
export function Since({ since }: { since: string }): ReactElement {
  const now = useDeckTime();
  return <span title={formatFullTime(since)}>{formatDuration(now - Date.parse(since))}</span>;
}

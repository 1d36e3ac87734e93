import type { ReactElement } from "react";
import { NotReported } from "./not-reported.tsx";
import { useDeckTime } from "../api/use-deck.ts";
import { formatDuration } from "#shared/format/duration.ts";
import { formatFullTime } from "../format/time.ts";

/** How long the present state has lasted. @param since - `null`: not reported */
export function Since({ since }: { since: string | null }): ReactElement {
  const now = useDeckTime();
  if (since === null) return <NotReported />;
  return <span title={formatFullTime(since)}>{formatDuration(now - Date.parse(since))}</span>;
}

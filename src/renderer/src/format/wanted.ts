import type { Actor, Wanted } from "#shared/primitives.ts";
import { formatMoment } from "./time.ts";
import { visibleText } from "./visible-text.ts";

/** What was asked for, in a word; of a connection they are others. */
export type AskedWords = Readonly<Record<Wanted["wanted"], string>>;

const lifecycleAsked: AskedWords = { running: "started", stopped: "stopped" };

/** Who asked for the present state: `started by autostart, 14:03`; empty where nobody did. */
export function formatWanted(wanted: Wanted | null, now: number, words = lifecycleAsked): string {
  return wanted === null ? "" : `${wantedBy(wanted, words)}, ${formatMoment(wanted.at, now)}`;
}

/** Who asked for it: `started by autostart`; `stopped by ana, before the restart` where that was brought back. */
export function wantedBy({ wanted, by, beforeRestart }: Wanted, words = lifecycleAsked): string {
  return `${words[wanted]} by ${actorName(by)}${beforeRestart === true ? ", before the restart" : ""}`;
}

/** Who it was, in a word or two. */
export function actorName(actor: Actor): string {
  if (actor.kind === "autostart") return "autostart";
  return actor.name === "" ? actor.kind : visibleText(actor.name);
}

import type { Actor, Wanted } from "#shared/primitives.ts";
import { formatMoment } from "./time.ts";
import { visibleText } from "./visible-text.ts";

/** Who asked for the present state: `started by autostart, 14:03`; empty where nobody did. */
export function formatWanted(wanted: Wanted | null, now: number): string {
  return wanted === null ? "" : `${wantedBy(wanted)}, ${formatMoment(wanted.at, now)}`;
}

/** Who asked for it: `started by autostart`. */
export function wantedBy({ wanted, by }: Wanted): string {
  return `${wanted === "running" ? "started" : "stopped"} by ${actorName(by)}`;
}

/** Who it was, in a word or two. */
export function actorName(actor: Actor): string {
  if (actor.kind === "autostart") return "autostart";
  return actor.name === "" ? actor.kind : visibleText(actor.name);
}

import type { Actor, Wanted } from "#shared/primitives.ts";
import { formatMoment } from "./time.ts";

/** Who asked for the present state: `started by autostart, 14:03`; empty where nobody did. */
export function formatWanted(wanted: Wanted | null, now: number): string {
  if (wanted === null) return "";
  return `${wanted.wanted === "running" ? "started" : "stopped"} by ${actorName(wanted.by)}, ${formatMoment(wanted.at, now)}`;
}

/** Who it was, in a word or two. */
export function actorName(actor: Actor): string {
  if (actor.kind === "autostart") return "autostart";
  return actor.name === "" ? actor.kind : actor.name;
}

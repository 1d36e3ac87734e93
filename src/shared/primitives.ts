import * as z from "zod";

/** A moment of the wall clock, ISO 8601 in UTC, e.g. `2026-11-22T14:03:00.120Z`. */
export const isoTime = z.iso.datetime();
export type IsoTime = z.infer<typeof isoTime>;

/** Who caused something. `name` is what a person reads: a client's id, the name of the computer's user, the task that ended its service. */
export const actor = z.object({
  kind: z.enum(["operator", "client", "command-line", "autostart", "supervisor"]),
  name: z.string().max(200),
});
export type Actor = z.infer<typeof actor>;

/** Who does what nobody asked for at that moment. */
export const supervisor: Actor = { kind: "supervisor", name: "supervisor" };

/** Where in a service file something went wrong; line and column count from 1. */
export const sourceLocation = z.object({
  file: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
});
export type SourceLocation = z.infer<typeof sourceLocation>;

/** An error as it is shown: `stack` names the service file's own lines. */
export const errorReport = z.object({
  name: z.string(),
  message: z.string(),
  stack: z.string().nullable(),
  location: sourceLocation.nullable(),
  at: isoTime,
});
export type ErrorReport = z.infer<typeof errorReport>;

/** What was last asked for, by whom and when. */
export const wanted = z.object({
  wanted: z.enum(["running", "stopped"]),
  by: actor,
  at: isoTime,
  /** It was asked for before the service was last started, and was brought back then. */
  beforeRestart: z.literal(true).optional(),
});
export type Wanted = z.infer<typeof wanted>;

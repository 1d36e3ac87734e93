import * as z from "zod";
import { actor, isoTime } from "./primitives.ts";

/** One thing that happened to a service (`task` is `null`) or to a task of it. */
export const journalEntry = z.object({
  /** Rises with every entry. */
  id: z.int(),
  at: isoTime,
  service: z.string(),
  task: z.string().nullable(),
  /** The state that was entered, or `refused` for a command that was not carried out. */
  event: z.string(),
  /** Why: an error's or a refusal's message, an exit code. */
  detail: z.string().nullable(),
  by: actor,
});
export type JournalEntry = z.infer<typeof journalEntry>;

/** Which entries to read: of one service, the newest first, below an id where a page before it was read. */
export const journalQuery = z.object({
  service: z.string(),
  limit: z.int().min(1).max(500),
  beforeId: z.int().optional(),
});
export type JournalQuery = z.infer<typeof journalQuery>;

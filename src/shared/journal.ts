import * as z from "zod";
import { actor, isoTime } from "./primitives.ts";
import { serviceStatus } from "./service-snapshot.ts";
import { taskSnapshot } from "./task-snapshot.ts";

const enteredStates = [...taskSnapshot.options, ...serviceStatus.options].map((option) => option.shape.state.value);

/** A state that a task or a service can enter. */
export const enteredState = z.enum(enteredStates);
export type EnteredState = z.infer<typeof enteredState>;

/**
 * What happened: a state was entered; a command or a write was `refused`; a service stopped (`unresponsive`) or began again (`responsive`) to answer; the deck
 * itself was `opened` or `closed`.
 */
export const journalEvent = z.enum([...enteredStates, "refused", "unresponsive", "responsive", "opened", "closed"]);
export type JournalEvent = z.infer<typeof journalEvent>;

/** One thing that happened to the deck (`service` is `null`), to a service (`task` is `null`) or to a task of it; or the same thing several times in succession. */
export const journalEntry = z.object({
  /** Rises with every entry; an entry that is repeated gets a new one. */
  id: z.int(),
  /** When it happened, for the first time. */
  at: isoTime,
  /** When it happened for the last time; equals `at` where `count` is 1. */
  until: isoTime,
  service: z.string().nullable(),
  task: z.string().nullable(),
  event: journalEvent,
  /** Why: an error's or a refusal's message, an exit code. */
  detail: z.string().nullable(),
  by: actor,
  /** How often: a task that fails and is restarted again and again has one entry for many failures and the restarts between them. */
  count: z.int().min(1),
  /** How long the runs between `at` and `until` took together, in seconds; 0 where `count` is 1. */
  runningSec: z.number().min(0),
});
export type JournalEntry = z.infer<typeof journalEntry>;

const orderRule = "`from` must not lie after `to`";

function isInOrder({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  return from === undefined || to === undefined || Date.parse(from) <= Date.parse(to);
}

/** Which entries to read, the newest first. Whatever is left out does not limit them. */
export const journalQuery = z
  .object({
    service: z.string().optional(),
    /** With `service`: of this task; `null`: of the service itself. */
    task: z.string().nullable().optional(),
    events: z.array(journalEvent).min(1).optional(),
    /** What happened between these moments, at least in part. */
    from: isoTime.optional(),
    to: isoTime.optional(),
    limit: z.int().min(1).max(500),
    /** Below this id: the page after one that was read. */
    beforeId: z.int().optional(),
  })
  .refine(
    ({ service, task }) => task === undefined || service !== undefined,
    "a task is looked for within its service: give the service, too",
  )
  .refine(isInOrder, orderRule);
export type JournalQuery = z.infer<typeof journalQuery>;

/** A span of time, of all services or one. */
export const historyQuery = z.object({ service: z.string().optional(), from: isoTime, to: isoTime }).refine(isInOrder, orderRule);
export type HistoryQuery = z.infer<typeof historyQuery>;

/** What a service or a task did within a span of time, as far as the journal reaches. */
export const subjectHistory = z.object({
  service: z.string(),
  task: z.string().nullable(),
  runs: z.int(),
  failures: z.int(),
  /** Runs that the supervisor started after a failure. */
  restarts: z.int(),
  runningSec: z.number(),
  /** How long it was to run and did not: it waited for a restart, had failed, was stuck, or its service was not there. A stop on request is not counted. */
  downSec: z.number(),
  /** `runningSec / (runningSec + downSec)`, from 0 to 1; `null` where it was never to run. */
  availability: z.number().min(0).max(1).nullable(),
  /** `runningSec / failures`; `null` without a failure. */
  meanTimeBetweenFailuresSec: z.number().nullable(),
  /** Its states one after the other, for a picture: short ones next to each other may be told as the worst of them. */
  segments: z.array(z.object({ from: isoTime, to: isoTime, state: enteredState })),
});
export type SubjectHistory = z.infer<typeof subjectHistory>;

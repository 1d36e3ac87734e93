import * as z from "zod";
import { actor, errorReport, isoTime } from "./primitives.ts";
import { serializedDataService, serializedObject } from "./serialized.ts";
import { outputLine, processUsage, serviceSnapshot, serviceSource, serviceStatus } from "./service-snapshot.ts";
import { deckTask } from "./task-snapshot.ts";

/** Whether the deck can be reached over the network, and if not, why. */
export const serverStatus = z.discriminatedUnion("state", [
  z.object({ state: z.literal("off") }),
  z.object({ state: z.literal("listening"), url: z.url() }),
  z.object({ state: z.literal("failed"), reason: z.string() }),
]);
export type ServerStatus = z.infer<typeof serverStatus>;

/** A service file that comes with Dasedeck. */
export const exampleService = z.object({ name: z.string(), title: z.string(), description: z.string(), file: z.string() });
export type ExampleService = z.infer<typeof exampleService>;

/** Everything that a window shows, as of event number `sequence`. */
export const deckSnapshot = z.object({
  sequence: z.int(),
  /** The deck's clock when the snapshot was taken: what countdowns are measured against. */
  takenAt: isoTime,
  version: z.string(),
  dataDir: z.string(),
  server: serverStatus,
  /** In the order in which they were loaded. */
  services: z.array(serviceSnapshot),
  /** Absolute paths, the last loaded first; at most ten. */
  recentFiles: z.array(z.string()),
  examples: z.array(exampleService),
});
export type DeckSnapshot = z.infer<typeof deckSnapshot>;

/** One change of the deck. */
export const deckChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("serviceAdded"), service: serviceSnapshot }),
  z.object({ kind: z.literal("serviceRemoved"), service: z.string() }),
  z.object({ kind: z.literal("statusChanged"), service: z.string(), status: serviceStatus }),
  /** A process took up its work: title, tasks and attributes are new as a whole. */
  z.object({
    kind: z.literal("treeReplaced"),
    service: z.string(),
    title: z.string(),
    doc: z.string().nullable(),
    tasks: z.record(z.string(), deckTask),
    attributes: serializedDataService,
  }),
  /** The process is gone: what is known of tasks and attributes is from now on the past. */
  z.object({ kind: z.literal("treeStale"), service: z.string() }),
  z.object({ kind: z.literal("taskChanged"), service: z.string(), task: deckTask }),
  /** `value` is the whole object at `value.full_access_path`. `changedBy`: whose write changed it; absent where the service itself did. */
  z.object({ kind: z.literal("valueChanged"), service: z.string(), value: serializedObject, changedBy: actor.optional() }),
  /** Told when it is noticeably another, once a second at the most. */
  z.object({ kind: z.literal("usageChanged"), service: z.string(), usage: processUsage.nullable() }),
  /** A service has no such member any more. */
  z.object({ kind: z.literal("valueRemoved"), service: z.string(), path: z.string() }),
  z.object({ kind: z.literal("taskRemoved"), service: z.string(), path: z.string() }),
  z.object({ kind: z.literal("output"), service: z.string(), lines: z.array(outputLine) }),
  z.object({
    kind: z.literal("reloadOnSaveChanged"),
    service: z.string(),
    reloadOnSave: z.boolean(),
    reloadProblem: errorReport.nullable(),
  }),
  /** It is started with other parameters from now on. */
  z.object({ kind: z.literal("sourceChanged"), service: z.string(), source: serviceSource }),
  z.object({ kind: z.literal("recentFilesChanged"), files: z.array(z.string()) }),
  z.object({ kind: z.literal("serverChanged"), server: serverStatus }),
]);
export type DeckChange = z.infer<typeof deckChange>;

/** A change with its place in the deck's one order; numbers rise by one. */
export const deckEvent = z.object({ sequence: z.int(), at: isoTime, change: deckChange });
export type DeckEvent = z.infer<typeof deckEvent>;

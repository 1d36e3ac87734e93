import fc from "fast-check";
import type { DeckEvent } from "#shared/deck-snapshot.ts";
import { supervisor, type Actor } from "#shared/primitives.ts";
import { defaultServiceOptions, type ServiceStatus } from "#shared/service-snapshot.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { once, type NewEntry } from "../new-entry.ts";
import { ToldTask } from "./told-task.ts";

export const ana: Actor = { kind: "operator", name: "ana" };
export const startMs = Date.UTC(2026, 0, 1);

export function event(change: DeckEvent["change"], ms = startMs): DeckEvent {
  return { sequence: 0, at: new Date(ms).toISOString(), change };
}

export function statusOf(state: ServiceStatus["state"], ms = startMs, more: Partial<ServiceStatus> = {}): ServiceStatus {
  const fields = { since: new Date(ms).toISOString(), wanted: null, restarts: 0, lastError: null, endedByTask: null, lastExit: null };
  const ofState = { pid: 1, responsive: true, nextRestartAt: fields.since, restartDelaySec: 0, failureReason: "crashed" };
  return { ...fields, options: defaultServiceOptions, ...ofState, state, ...more } as ServiceStatus;
}

export function serviceAdded(id: string): DeckEvent {
  const status = statusOf("stopped");
  return event({
    kind: "serviceAdded",
    service: {
      id,
      title: id,
      source: { kind: "file", file: id },
      doc: null,
      status,
      tasks: {},
      attributes: null,
      stale: false,
      output: [],
      reloadOnSave: false,
      reloadProblem: null,
      usage: null,
    },
  });
}

export function taskChanged(service: string, task: TaskSnapshot): DeckEvent {
  return event({ kind: "taskChanged", service, task }, Date.parse(task.since));
}

/** What a task does next, how long after the last thing, and whether it is told if it may be left out. */
export interface Step {
  readonly afterMs: number;
  readonly what: "fail" | "fail for good" | "finish" | "stop";
  readonly message: string;
  readonly isTold: boolean;
}

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    afterMs: fc.nat(5000),
    what: fc.constantFrom(
      "fail" as const,
      "fail" as const,
      "fail" as const,
      "fail" as const,
      "fail for good" as const,
      "finish" as const,
      "stop" as const,
    ),
    message: fc.constantFrom("no light", "no light", "no light", "no power"),
    isTold: fc.boolean(),
  }),
  { maxLength: 60 },
);

/** A task that takes these steps; `told` are the snapshots that arrive, of which automatic restarts may be missing. */
export function take(given: readonly Step[]): { task: ToldTask; told: TaskSnapshot[] } {
  const task = new ToldTask("poll", startMs);
  const told: TaskSnapshot[] = [];
  for (const { afterMs, what, message, isTold } of given) {
    task.ms += afterMs;
    switch (task.snapshot.state) {
      case "running":
        if (what === "fail") {
          task.fail(message);
          if (!isTold) continue;
        } else if (what === "fail for good") task.fail(message, "failed");
        else if (what === "finish") task.finish();
        else task.stop(ana);
        break;
      case "restarting":
        if (what === "stop") task.stopWaiting(ana);
        else {
          task.restart();
          if (!isTold) continue;
        }
        break;
      case "stopping":
        task.end();
        break;
      default:
        task.start(ana);
    }
    told.push(task.snapshot);
  }
  // What is left out is told in the end, in the newest.
  if (told.at(-1) !== task.snapshot && task.snapshot.wanted !== null) told.push(task.snapshot);
  return { task, told };
}

/** Something that happened once to the task `poll` of the service `laser`. */
export function entryAt(at: number, event: NewEntry["event"], more: Partial<NewEntry> = {}): NewEntry {
  return { ...once(at, { service: "laser", task: "poll", event, detail: null, by: supervisor }), ...more };
}

/** A task that fails once per `periodMs` after having run for a part of it. */
export function* failing(
  times: number,
  periodMs: number,
  runMs: number,
  detailOf: (round: number) => string = () => "no light",
): Generator<NewEntry> {
  for (let round = 0; round < times; round++) {
    yield entryAt(startMs + round * periodMs, "running");
    yield entryAt(startMs + round * periodMs + runMs, "restarting", { detail: detailOf(round) });
  }
}

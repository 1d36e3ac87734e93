import type { DeckSnapshot } from "../deck-snapshot.ts";
import type { Wanted } from "../primitives.ts";
import { defaultServiceOptions, type ServiceSnapshot, type ServiceSource, type ServiceStatus } from "../service-snapshot.ts";
import type { DeckTask, TaskSnapshot } from "../task-snapshot.ts";

/** When everything in these snapshots happened. */
export const at = "2026-11-22T12:00:00.000Z";
export const atMs = Date.parse(at);

export function wanted(state: Wanted["wanted"]): Wanted {
  return { wanted: state, by: { kind: "operator", name: "ana" }, at };
}

type State<Snapshot> = Snapshot extends unknown
  ? Pick<Snapshot, Extract<keyof Snapshot, "state" | "failureReason" | "nextRestartAt" | "restartDelaySec">>
  : never;

/** A task in a state, everything else at rest. */
export function aTask(path: string, state: State<TaskSnapshot>, more: Partial<Omit<TaskSnapshot, "state">> = {}): TaskSnapshot {
  return {
    path,
    doc: null,
    sequence: 0,
    since: at,
    wanted: null,
    restarts: 0,
    runs: 0,
    failures: 0,
    runningSec: 0,
    startedAt: at,
    endedAt: null,
    lastError: null,
    result: null,
    options: {
      autostart: false,
      restartOnException: true,
      restartSec: 1,
      startLimitIntervalSec: null,
      startLimitBurst: 3,
      exitOnFailure: false,
      restartSteps: null,
      restartMaxDelaySec: null,
      timeoutStopSec: 10,
      watchdogSec: null,
    },
    warnings: [],
    ...more,
    ...state,
  };
}

type ServiceState = ServiceStatus extends infer S
  ? S extends unknown
    ? Pick<S, Extract<keyof S, "state" | "failureReason" | "nextRestartAt" | "restartDelaySec" | "pid" | "responsive">>
    : never
  : never;

export function aStatus(state: ServiceState, more: Partial<Pick<ServiceStatus, "wanted" | "restarts">> = {}): ServiceStatus {
  return {
    since: at,
    wanted: null,
    restarts: 0,
    lastError: null,
    endedByTask: null,
    lastExit: null,
    options: defaultServiceOptions,
    ...more,
    ...state,
  };
}

/** The state of a service that is well. */
export const running = { state: "running", pid: 1, responsive: true } as const;

/** A service with these tasks. */
export function aService(id: string, status: ServiceStatus, tasks: DeckTask[] = [], stale = false): ServiceSnapshot {
  return {
    id,
    title: id,
    source: { kind: "file", file: `/lab/${id}.ts` },
    doc: null,
    status,
    tasks: Object.fromEntries(tasks.map((task) => [task.path, task])),
    attributes: null,
    stale,
    output: [],
    reloadOnSave: false,
    reloadProblem: null,
    usage: null,
  };
}

/** Where every remote service of these snapshots is. */
export const anAddress: ServiceSource = { kind: "address", url: "ws://lab-pc:8001/pump", hasToken: false };

/** A service that runs elsewhere, with these tasks. */
export function aRemoteService(id: string, status: ServiceStatus, tasks: DeckTask[] = [], stale = false): ServiceSnapshot {
  return { ...aService(id, status, tasks, stale), source: anAddress };
}

/** A task of which pydase serves no more than whether it runs. */
export function aPydaseTask(path: string, state: "running" | "inactive"): DeckTask {
  const nothing = { since: null, restarts: null, runs: null, failures: null, runningSec: null, startedAt: null };
  return { ...aTask(path, { state }), ...nothing, options: { autostart: true } };
}

export function aDeck(sequence: number, services: ServiceSnapshot[] = []): DeckSnapshot {
  return { sequence, takenAt: at, version: "1.0.0", dataDir: "/data", server: { state: "off" }, services, recentFiles: [], examples: [] };
}

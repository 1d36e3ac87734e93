import type { Actor } from "#shared/primitives.ts";
import type { TaskSnapshot, TaskStateName } from "#shared/task-snapshot.ts";

type Counters = Pick<TaskSnapshot, "runs" | "failures" | "runningSec" | "sequence">;

/** A task as its snapshots tell it: it does what a test says, and keeps the counters that a task keeps. */
export class ToldTask {
  ms: number;
  snapshot: TaskSnapshot;

  constructor(path: string, ms: number) {
    this.ms = ms;
    this.snapshot = {
      path,
      doc: null,
      state: "inactive",
      since: this.#now(),
      wanted: null,
      restarts: 0,
      sequence: 0,
      runs: 0,
      failures: 0,
      runningSec: 0,
      startedAt: null,
      endedAt: null,
      lastError: null,
      result: null,
      warnings: [],
      options: {
        autostart: false,
        restartOnException: true,
        restartSec: 0,
        startLimitIntervalSec: null,
        startLimitBurst: 1,
        exitOnFailure: false,
        restartSteps: null,
        restartMaxDelaySec: null,
        timeoutStopSec: null,
        watchdogSec: null,
      },
    };
  }

  start(by: Actor): TaskSnapshot {
    return this.#run({ wanted: { wanted: "running", by, at: this.#now() } });
  }

  restart(): TaskSnapshot {
    return this.#run({});
  }

  /** @param then - what the failure leads to */
  fail(message: string, then: "restarting" | "failed" = "restarting"): TaskSnapshot {
    const at = this.#now();
    const lastError = { name: "Error", message, stack: null, location: null, at };
    return this.#enter(then, { ...this.#ended(), lastError, failures: this.snapshot.failures + 1 });
  }

  finish(): TaskSnapshot {
    return this.#enter("finished", this.#ended());
  }

  /** Asks a run to stop, which takes its time. */
  stop(by: Actor): TaskSnapshot {
    return this.#enter("stopping", { wanted: { wanted: "stopped", by, at: this.#now() } });
  }

  end(): TaskSnapshot {
    return this.#enter("inactive", this.#ended());
  }

  /** Stops one that waits for its restart. */
  stopWaiting(by: Actor): TaskSnapshot {
    return this.#enter("inactive", { wanted: { wanted: "stopped", by, at: this.#now() } });
  }

  #run(more: Partial<TaskSnapshot>): TaskSnapshot {
    return this.#enter("running", { ...more, runs: this.snapshot.runs + 1, startedAt: this.#now(), endedAt: null });
  }

  #ended(): Partial<Counters> & { endedAt: string } {
    const ranSec = (this.ms - Date.parse(this.snapshot.startedAt ?? "")) / 1000;
    return { endedAt: this.#now(), runningSec: this.snapshot.runningSec + ranSec };
  }

  #enter(state: TaskStateName, more: Partial<TaskSnapshot>): TaskSnapshot {
    const extra = { nextRestartAt: this.#now(), restartDelaySec: 0, failureReason: "exception" };
    const next = { ...this.snapshot, ...extra, ...more, state, since: this.#now(), sequence: this.snapshot.sequence + 1 };
    this.snapshot = next as TaskSnapshot;
    return this.snapshot;
  }

  #now(): string {
    return new Date(this.ms).toISOString();
  }
}

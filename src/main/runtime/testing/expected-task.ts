import type { Actor, IsoTime, Wanted } from "#shared/primitives.ts";
import type { TaskCommand } from "#shared/service-channel.ts";
import type { TaskFailureReason, TaskStateName } from "#shared/task-snapshot.ts";
import type { ResolvedTaskOptions } from "../task-options.ts";
import type { End, ExpectedAnswer, ExpectedRuns } from "./task-script.ts";

/** Sums of fractions may differ by so much, in milliseconds. */
const rounding = 1e-6;

/**
 * A task as `design/tasks.md` tells of it, for a test to compare with: no events and effects, but one life with its deadlines, told in plain fields. It shares
 * nothing with `task-machine.ts`.
 */
export class ExpectedTask {
  state: TaskStateName = "inactive";
  failureReason: TaskFailureReason | null = null;
  wanted: Wanted | null = null;
  runs = 0;
  failures = 0;
  restarts = 0;
  runningMs = 0;
  startedAt: IsoTime | null = null;
  endedAt: IsoTime | null = null;
  /** The run whose error is the last one, and whether it was the watchdog's. */
  lastError: { run: number; kind: End | "watchdog" } | null = null;
  resultOfRun: number | null = null;
  delaySec = 0;
  /** Every state after every change, in order. */
  readonly history: TaskStateName[] = [];
  logged = 0;
  servicesEnded = 0;

  #nowMs = 0;
  #begunMs = 0;
  /** How the run under way has ended, before anyone has heard of it. */
  #ending: End | null = null;
  #isAskedToRunAgain = false;
  #isWatchdogsFault = false;
  #hasCounted = false;
  #restartAtMs = Infinity;
  #stuckAtMs = Infinity;
  #lastSignMs = 0;
  #sleeps = 0;
  #restartedAtMs: number[] = [];
  #waiting: ExpectedAnswer[] = [];
  /** Runs of which the test has not been told. */
  #newRuns: number[] = [];
  /** What the runs themselves do later. */
  #plans: { atMs: number; act: () => void; isSleep: boolean }[] = [];
  readonly #options: ResolvedTaskOptions;
  readonly #script: ExpectedRuns;
  readonly #wallAt: (nowMs: number) => IsoTime;

  constructor(options: ResolvedTaskOptions, script: ExpectedRuns, wallAt: (nowMs: number) => IsoTime) {
    this.#options = options;
    this.#script = script;
    this.#wallAt = wallAt;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** How many timers there must be: one for each thing that is waited for. */
  get pendingTimers(): number {
    const deadlines = [this.#restartAtMs, this.#stuckAtMs, this.#silentAtMs].filter((atMs) => atMs !== Infinity);
    return deadlines.length + this.#sleeps + this.#plans.filter(({ isSleep }) => !isSleep).length;
  }

  /** @param isOwnRun - whether it is the run under way that asks. */
  ask(command: TaskCommand, by: Actor, isOwnRun: boolean): ExpectedAnswer {
    const request: ExpectedAnswer = { answer: null };
    if (this.state === "stuck" && command !== "stop") return { answer: "refused" };
    const changesBefore = this.history.length;
    const hasEffect = command === "stop" ? this.#stop() : this.#askForRun(command);
    const wanted = command === "stop" ? "stopped" : "running";
    if (hasEffect || this.wanted?.wanted !== wanted) {
      this.wanted = { wanted, by, at: this.#wallAt(this.#nowMs) };
      if (this.history.length === changesBefore) this.#enter(this.state);
    }
    if (isOwnRun && this.state === "stopping") request.answer = "stopping";
    else this.#waiting.push(request);
    this.#answer();
    this.#tellOfRuns();
    return request;
  }

  /** The run under way ends; that is heard of at the next {@link settle}. */
  runEnds(end: End): void {
    if (this.#isUnderWay) this.#ending ??= end;
  }

  /** The run under way shows a sign of life. */
  giveSign(): void {
    if (this.#nowMs >= this.#silentAtMs - rounding) this.#watchdogExpires();
    else this.#lastSignMs = this.#nowMs;
  }

  /** The run under way goes to sleep. */
  sleep(seconds: number): void {
    this.giveSign();
    if (this.state !== "running") return;
    this.#sleeps++;
    const run = this.runs;
    const wake = (): void => {
      if (this.runs !== run || this.state !== "running") return;
      this.#sleeps--;
      if (this.#sleeps === 0) this.#lastSignMs = this.#nowMs;
    };
    this.#plans.push({ atMs: this.#nowMs + seconds * 1000, act: wake, isSleep: true });
  }

  /** Something that the test does, in so many seconds. */
  later(seconds: number, act: () => void): void {
    this.#plans.push({ atMs: this.#nowMs + seconds * 1000, act, isSleep: false });
  }

  /** Time passes while nothing can happen. */
  block(seconds: number): void {
    this.#nowMs += seconds * 1000;
  }

  /** All that has happened is heard of. */
  settle(): void {
    for (let end = this.#ending; end !== null; end = this.#ending) {
      if (this.#nowMs >= this.#silentAtMs - rounding) this.#watchdogExpires();
      this.#ending = null;
      this.#runEnded(end);
      this.#answer();
      this.#tellOfRuns();
    }
  }

  /** Time passes, and all that is due happens: when it is due, or as soon as it can. */
  passTo(endMs: number): void {
    this.settle();
    for (;;) {
      const plan = this.#plans.toSorted((a, b) => a.atMs - b.atMs)[0] ?? { atMs: Infinity, act: () => undefined, isSleep: false };
      const dueMs = Math.min(this.#restartAtMs, this.#stuckAtMs, this.#silentAtMs, plan.atMs);
      if (dueMs > Math.max(endMs, this.#nowMs) + rounding) break;
      this.#nowMs = Math.max(this.#nowMs, dueMs);
      if (dueMs === this.#restartAtMs) this.#restart();
      else if (dueMs === this.#stuckAtMs) this.#getStuck();
      else if (dueMs === this.#silentAtMs) this.#watchdogExpires();
      else {
        this.#plans.splice(this.#plans.indexOf(plan), 1);
        plan.act();
      }
      this.#answer();
      this.#tellOfRuns();
      this.settle();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }

  /** Whether the run under way has ended, and nobody has heard of it yet. */
  get hasRunEnded(): boolean {
    return this.#ending !== null;
  }

  get #isUnderWay(): boolean {
    return this.state === "running" || this.state === "stopping" || this.state === "stuck";
  }

  /** When the watchdog's patience ends. */
  get #silentAtMs(): number {
    const { watchdogSec } = this.#options;
    return this.state === "running" && watchdogSec !== null && this.#sleeps === 0 ? this.#lastSignMs + watchdogSec * 1000 : Infinity;
  }

  #stop(): boolean {
    if (this.state === "running") this.#askRunToEnd();
    else if (this.state === "restarting") this.#enter("inactive");
    else if (this.state === "stopping" && (this.#isAskedToRunAgain || this.#isWatchdogsFault)) {
      this.#isAskedToRunAgain = false;
      this.#isWatchdogsFault = false;
    } else return false;
    return true;
  }

  #askForRun(command: "start" | "restart"): boolean {
    if (this.state === "running" && command === "start") return false;
    if (this.state === "stopping" && this.#isAskedToRunAgain) return false;
    this.restarts = 0;
    this.#restartedAtMs = [];
    if (!this.#isUnderWay) {
      this.#begin();
      return true;
    }
    this.#isAskedToRunAgain = true;
    this.#isWatchdogsFault = false;
    if (this.state === "running") this.#askRunToEnd();
    return true;
  }

  #enter(state: TaskStateName): void {
    this.state = state;
    this.history.push(state);
    if (state !== "running") this.#sleeps = 0;
    if (state !== "restarting") this.#restartAtMs = Infinity;
    if (state !== "stopping") this.#stuckAtMs = Infinity;
  }

  #begin(): void {
    this.runs++;
    this.startedAt = this.#wallAt(this.#nowMs);
    this.endedAt = null;
    this.#begunMs = this.#lastSignMs = this.#nowMs;
    this.#sleeps = 0;
    this.#hasCounted = this.#isAskedToRunAgain = this.#isWatchdogsFault = false;
    this.#newRuns.push(this.runs);
    this.#enter("running");
  }

  #restart(): void {
    this.restarts++;
    this.#restartedAtMs.push(this.#nowMs);
    this.#begin();
  }

  #askRunToEnd(): void {
    this.#enter("stopping");
    this.#stuckAtMs = this.#nowMs + (this.#options.timeoutStopSec ?? Infinity) * 1000;
    this.#script.isCancelled(this.runs);
  }

  #getStuck(): void {
    if (this.#isWatchdogsFault && this.#options.exitOnFailure) this.servicesEnded++;
    this.#isAskedToRunAgain = this.#isWatchdogsFault = false;
    this.#enter("stuck");
  }

  #watchdogExpires(): void {
    this.#fails("watchdog");
    this.#isWatchdogsFault = true;
    this.#askRunToEnd();
  }

  #runEnded(end: End): void {
    this.runningMs += this.#nowMs - this.#begunMs;
    this.endedAt = this.#wallAt(this.#nowMs);
    if (this.state === "running") {
      if (end === "returned") {
        this.resultOfRun = this.runs;
        this.#enter("finished");
      } else {
        this.#fails(end);
        this.#afterFailure("exception");
      }
      return;
    }
    if (end === "threw") this.logged++;
    if (this.#isWatchdogsFault) {
      this.#afterFailure("watchdog");
      return;
    }
    if (end === "threw") this.#fails(end);
    if (this.#isAskedToRunAgain) this.#begin();
    else this.#enter("inactive");
  }

  #fails(kind: End | "watchdog"): void {
    if (!this.#hasCounted) this.failures++;
    this.#hasCounted = true;
    this.lastError = { run: this.runs, kind };
  }

  #afterFailure(cause: "exception" | "watchdog"): void {
    const { restartOnException, startLimitIntervalSec, startLimitBurst, exitOnFailure } = this.#options;
    const youngest = (startLimitIntervalSec ?? 0) * 1000 - rounding;
    const recent = this.#restartedAtMs.filter((atMs) => this.#nowMs - atMs < youngest);
    const isTooMuch = startLimitIntervalSec !== null && recent.length >= startLimitBurst;
    if (restartOnException && !isTooMuch) {
      this.delaySec = this.#nextDelaySec();
      this.#enter("restarting");
      this.#restartAtMs = this.#nowMs + this.delaySec * 1000;
    } else {
      this.failureReason = restartOnException ? "start-limit-hit" : cause;
      this.#enter("failed");
      if (exitOnFailure) this.servicesEnded++;
    }
  }

  #nextDelaySec(): number {
    const { restartSec, restartSteps, restartMaxDelaySec } = this.#options;
    if (restartSteps === null || restartMaxDelaySec === null || restartSec === 0 || restartMaxDelaySec < restartSec) return restartSec;
    return restartSec * (restartMaxDelaySec / restartSec) ** (Math.min(this.restarts, restartSteps) / restartSteps);
  }

  #answer(): void {
    if (this.state === "stopping") return;
    for (const request of this.#waiting.splice(0)) request.answer = this.state;
  }

  #tellOfRuns(): void {
    for (const run of this.#newRuns.splice(0)) this.#script.begins(run);
  }
}

import assert from "node:assert/strict";
import { AsyncResource } from "node:async_hooks";
import { setImmediate } from "node:timers";
import type { Disposable } from "#shared/disposable.ts";
import type { Actor } from "#shared/primitives.ts";
import type { TaskCommand } from "#shared/service-channel.ts";
import { currentRun, notifyWatchdog, sleep } from "../run-context.ts";
import { TaskCancelled, TaskStateError } from "../task-errors.ts";
import { checkTaskOptions, type TaskOptions } from "../task-options.ts";
import { Task } from "../task.ts";
import { ExpectedTask } from "./expected-task.ts";
import { StepClock } from "./step-clock.ts";
import type { End, ExpectedAnswer, RunPlan, Step } from "./task-script.ts";

interface ScriptedRun {
  /** Calls something as a part of this run. */
  inside(body: () => void): void;
  end(end: End): void;
}

interface Answer {
  real: string | null;
  readonly expected: ExpectedAnswer;
}

/** Sums of fractions may differ by so much, in milliseconds. */
const rounding = 1e-6;
const waits: RunPlan = { first: "wait", onCancel: { afterSec: 0, end: "cancelled" } };
/** Keeps what a run waits for from being due at the same moment as what the supervisor waits for: which comes first is then nobody's promise. */
const oddSec = 0.0131415926;

/** A real task, whose runs follow a script, beside what is expected of it. Every step is checked. */
export class ScriptedTask implements Disposable {
  readonly #clock = new StepClock();
  readonly #task: Task;
  readonly #expected: ExpectedTask;
  readonly #plans: readonly RunPlan[];
  readonly #answers: Answer[] = [];
  /** Requests that a run makes before its first `await`, by its number: the real one comes first. */
  readonly #ownRequests = new Map<number, Promise<string>>();
  readonly #subscriptions: Disposable[];
  readonly #history: string[] = [];
  /** When restarts were performed since the last explicit start. */
  #restartedAtMs: number[] = [];
  #restartingSinceMs = 0;
  #run: ScriptedRun | null = null;
  #formerRun: ScriptedRun | null = null;
  #runs = 0;
  #underWay = 0;
  #lastAsked: TaskCommand | null = null;
  #servicesEnded = 0;
  #asks = 0;

  constructor(options: TaskOptions, plans: readonly RunPlan[]) {
    this.#plans = plans;
    const checked = checkTaskOptions(options, "scripted");
    this.#task = new Task("scripted", () => this.#body(), checked);
    this.#task.useClock(this.#clock);
    this.#subscriptions = [this.#task.onDidChange(() => this.#changed()), this.#task.onDidEndService(() => this.#servicesEnded++)];
    const script = { begins: (run: number) => this.#expectBegin(run), isCancelled: (run: number) => this.#expectCancelled(run) };
    this.#expected = new ExpectedTask(checked.options, script, (nowMs) => this.#clock.wallAt(nowMs));
  }

  /** How many errors of runs that were asked to stop must have been logged. */
  get logged(): number {
    return this.#expected.logged;
  }

  async perform(step: Step): Promise<void> {
    this.#do(step);
    if (step.kind === "pass") await this.#passTo(this.#clock.nowMs + step.seconds * 1000);
    else if (step.kind === "passToNextTimer" && Number.isFinite(this.#clock.nextDueMs)) await this.#passTo(this.#clock.nextDueMs);
    else await this.#settle();
    this.#check();
  }

  /** Stops the task for good: then nothing of it is left. */
  async end(): Promise<void> {
    await this.perform({ kind: "ask", command: "stop", from: "outside" });
    await this.perform({ kind: "pass", seconds: 1000 });
    await this.perform({ kind: "end", end: "cancelled" });
    await this.perform({ kind: "pass", seconds: 1000 });
    assert.ok(["inactive", "finished", "failed"].includes(this.#task.state), this.#task.state);
    assert.ok(this.#answers.every(({ real }) => real !== null));
    assert.equal(this.#clock.pendingTimers, 0);
    assert.deepEqual(this.#history, this.#expected.history);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #do(step: Step): void {
    switch (step.kind) {
      case "ask":
        return this.#ask(step.command, step.from);
      case "end":
        this.#run?.end(step.end);
        return this.#expected.runEnds(step.end);
      case "sign":
        if (this.#run === null) return undefined;
        this.#run.inside(notifyWatchdog);
        return this.#expected.giveSign();
      case "sleep":
        if (this.#run === null) return undefined;
        this.#run.inside(() => void sleep(step.seconds + oddSec).catch(() => undefined));
        return this.#expected.sleep(step.seconds + oddSec);
      case "block":
        this.#clock.block(step.seconds);
        return this.#expected.block(step.seconds);
      case "setWallClock":
        return this.#clock.setWallClockForward(step.seconds);
      case "together":
        return step.steps.forEach((part) => this.#do(part));
      case "pass":
      case "passToNextTimer":
        return undefined;
    }
  }

  #ask(command: TaskCommand, from: "outside" | "run" | "former run"): void {
    const by: Actor = { kind: "client", name: `client ${++this.#asks}` };
    const asking = { outside: null, run: this.#run, "former run": this.#formerRun }[from];
    this.#noteRequest(command);
    let real = Promise.resolve("");
    const ask = (): void => void (real = this.#answerTo(command, by));
    if (asking === null) ask();
    else asking.inside(ask);
    const isOwnRun = asking !== null && from === "run";
    this.#keepAnswer(real, this.#expected.ask(command, by, isOwnRun));
  }

  #answerTo(command: TaskCommand, by: Actor): Promise<string> {
    return this.#task[command](by).catch((error: unknown) => (error instanceof TaskStateError ? "refused" : String(error)));
  }

  #keepAnswer(real: Promise<string>, expected: ExpectedAnswer): void {
    const answer: Answer = { real: null, expected };
    this.#answers.push(answer);
    void real.then((state) => (answer.real = state));
  }

  #noteRequest(command: TaskCommand): void {
    if (this.#task.state === "stuck" && command !== "stop") return;
    this.#lastAsked = command;
  }

  async #passTo(endMs: number): Promise<void> {
    await this.#clock.passTo(endMs, eventLoopTurn);
    this.#expected.passTo(endMs);
  }

  async #settle(): Promise<void> {
    await eventLoopTurn();
    this.#expected.settle();
  }

  #body(): Promise<unknown> {
    const number = ++this.#runs;
    assert.equal(this.#underWay, 0, "runs overlap");
    assert.notEqual(this.#lastAsked, "stop", "a run begins after an explicit stop");
    this.#leaveRun();
    const { first, onCancel } = this.#planOf(number);
    const error = new Error(`run ${number}`);
    if (typeof first === "object") this.#clock.block(first.blockSec);
    if (throwsAtOnce(first)) throw error;
    const { signal } = currentRun();
    this.#underWay++;
    return new Promise((resolve, reject) => {
      let hasEnded = false;
      const end = (how: End): void => {
        if (hasEnded) return;
        hasEnded = true;
        this.#underWay--;
        if (how === "returned") resolve(number);
        else reject(how === "threw" ? error : new TaskCancelled(`run ${number}`));
      };
      signal.addEventListener("abort", () => {
        if (onCancel === "ignore" || hasEnded) return;
        if (onCancel.afterSec === 0) end(onCancel.end);
        else this.#clock.setTimer(onCancel.afterSec + oddSec, () => end(onCancel.end));
      });
      this.#run = { inside: AsyncResource.bind((body: () => void) => body()), end };
      this.#doFirst(first, number, end);
    });
  }

  #doFirst(first: RunPlan["first"], run: number, end: (how: End) => void): void {
    if (first === "start" || first === "stop" || first === "restart") {
      this.#noteRequest(first);
      this.#ownRequests.set(run, this.#answerTo(first, actorOf(run)));
    } else if (first === "reject") end("threw");
    else if (first === "return") end("returned");
    else if (typeof first === "object" && first.then === "sleep") void sleep(1 + oddSec).catch(() => undefined);
  }

  /** The same for the model. */
  #expectBegin(run: number): void {
    const { first } = this.#planOf(run);
    if (typeof first === "object") this.#expected.block(first.blockSec);
    if (throwsAtOnce(first)) this.#expected.runEnds("threw");
    else if (first === "start" || first === "stop" || first === "restart") {
      const real = this.#ownRequests.get(run) ?? Promise.reject(new Error(`Run ${run} has not begun`));
      this.#keepAnswer(real, this.#expected.ask(first, actorOf(run), true));
    } else if (first === "reject") this.#expected.runEnds("threw");
    else if (first === "return") this.#expected.runEnds("returned");
    else if (typeof first === "object" && first.then === "sleep") this.#expected.sleep(1 + oddSec);
  }

  #expectCancelled(run: number): void {
    const { onCancel } = this.#planOf(run);
    if (onCancel === "ignore" || this.#expected.hasRunEnded) return;
    const end = (): void => {
      if (this.#expected.runs === run) this.#expected.runEnds(onCancel.end);
    };
    if (onCancel.afterSec === 0) end();
    else this.#expected.later(onCancel.afterSec + oddSec, end);
  }

  #planOf(run: number): RunPlan {
    return this.#plans[run - 1] ?? waits;
  }

  #leaveRun(): void {
    this.#formerRun = this.#run ?? this.#formerRun;
    this.#run = null;
  }

  /** What must be true of the events alone, whatever the model says. */
  #changed(): void {
    const { state, sequence, restarts, options } = this.#task.snapshot();
    const wasRestarting = this.#history.at(-1) === "restarting";
    this.#history.push(state);
    assert.equal(sequence, this.#history.length);
    const { nowMs } = this.#clock;
    if (state === "restarting" && !wasRestarting) this.#restartingSinceMs = nowMs;
    if (!["running", "stopping", "stuck"].includes(state)) this.#leaveRun();
    if (restarts === 0) this.#restartedAtMs = [];
    if (state !== "running" || !wasRestarting || restarts === 0) return;
    assert.ok(nowMs - this.#restartingSinceMs >= options.restartSec * 1000 - rounding, "a restart is too early");
    this.#restartedAtMs.push(nowMs);
    assert.equal(this.#restartedAtMs.length, restarts);
    const before = this.#restartedAtMs.at(-1 - options.startLimitBurst) ?? -Infinity;
    assert.ok(nowMs - before >= (options.startLimitIntervalSec ?? 0) * 1000 - rounding, "too many restarts within the window");
  }

  #check(): void {
    const { lastError, ...real } = this.#task.snapshot();
    const expected = this.#expected;
    const last = expected.lastError;
    const message = last === null ? undefined : last.kind === "watchdog" ? "No sign of life" : `run ${last.run}`;
    assert.deepEqual(
      {
        nowMs: Math.round(this.#clock.nowMs * 1000),
        pendingTimers: this.#clock.pendingTimers,
        state: real.state,
        failureReason: real.state === "failed" ? real.failureReason : null,
        delaySec: real.state === "restarting" ? real.restartDelaySec.toFixed(9) : null,
        wanted: real.wanted,
        counted: [real.runs, real.failures, real.restarts, real.sequence, this.#servicesEnded],
        runningSec: real.runningSec.toFixed(6),
        startedAt: real.startedAt,
        endedAt: real.endedAt,
        result: real.result,
        error: lastError?.message.slice(0, message?.length),
        answers: this.#answers.map((answer) => answer.real),
      },
      {
        nowMs: Math.round(expected.nowMs * 1000),
        pendingTimers: expected.pendingTimers,
        state: expected.state,
        failureReason: expected.state === "failed" ? expected.failureReason : null,
        delaySec: expected.state === "restarting" ? expected.delaySec.toFixed(9) : null,
        wanted: expected.wanted,
        counted: [expected.runs, expected.failures, expected.restarts, expected.history.length, expected.servicesEnded],
        runningSec: (expected.runningMs / 1000).toFixed(6),
        startedAt: expected.startedAt,
        endedAt: expected.endedAt,
        result: expected.resultOfRun === null ? null : String(expected.resultOfRun),
        error: message,
        answers: this.#answers.map((answer) => answer.expected.answer),
      },
    );
  }
}

function throwsAtOnce(first: RunPlan["first"]): boolean {
  return first === "throw" || (typeof first === "object" && first.then === "throw");
}

function actorOf(run: number): Actor {
  return { kind: "supervisor", name: `run ${run}` };
}

function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

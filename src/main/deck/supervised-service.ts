import type { Clock } from "#runtime/clock.ts";
import type { Actor } from "#shared/primitives.ts";
import type { AttributeWrite, SerializedObject } from "#shared/serialized.ts";
import type { MethodArguments, TaskCommand, TreeChange } from "#shared/service-channel.ts";
import type { OutputLine, ProcessExit, ServiceStatus } from "#shared/service-snapshot.ts";
import type { DeckService, ServiceChange, ServiceCommand } from "./deck-service.ts";
import type { ExitStatus, ForkService } from "./fork-service.ts";
import { NamedTimers } from "./named-timers.ts";
import { ProcessOutput } from "./process-output.ts";
import { ReloadOnSave, whoSaved } from "./reload/reload-on-save.ts";
import { lookAt } from "./reload/source-look.ts";
import { RestoreWatch } from "./restore-watch.ts";
import type { SavedValues } from "./state/restore-lessons.ts";
import { checkWritten, objectsOf, valueOf } from "./service-answers.ts";
import { ServiceLink } from "./service-link.ts";
import { onSave, transition } from "./service-machine.ts";
import type { ServiceProgram } from "./service-program.ts";
import { PlaceInQueue, type StartQueue } from "./start-queue.ts";
import { statusOf } from "./status-of.ts";
import type { WantedTasks } from "./wanted-tasks.ts";
import { newServiceModel, type ServiceEffect, type ServiceEvent, type ServiceModel, type ServiceTimer } from "./service-model.ts";

/** So many defaults are read at a time. */
const maxDefaults = 1000;

export interface SupervisedServiceOptions {
  readonly id: string;
  readonly program: ServiceProgram;
  readonly forkService: ForkService;
  readonly startQueue: StartQueue;
  readonly clock: Clock;
  /** Takes every change, in order. */
  readonly record: (change: ServiceChange) => void;
  readonly saved: SavedValues;
  /** What is asked of the service's tasks, from one process to the next. */
  readonly wantedTasks: WantedTasks;
}

/** Carries out what the service's state machine decides: forks, asks, kills and waits; and tells what it hears from the process. */
export class SupervisedService implements DeckService {
  readonly id: string;
  readonly program: ServiceProgram;
  readonly #options: SupervisedServiceOptions;
  readonly #timers: NamedTimers<ServiceTimer>;
  readonly #reloadOnSave: ReloadOnSave;
  readonly #restoreWatch = new RestoreWatch();
  readonly #place: PlaceInQueue;
  #model: ServiceModel;
  #link: ServiceLink | null = null;
  #responsive = true;
  #lastExit: ProcessExit | null = null;
  #waitingForEnd: (() => void)[] = [];

  constructor(options: SupervisedServiceOptions) {
    this.id = options.id;
    this.program = options.program;
    this.#options = options;
    this.#place = new PlaceInQueue(options.startQueue);
    this.#model = newServiceModel(options.clock.now());
    const { program, clock, forkService } = options;
    this.#timers = new NamedTimers(clock, (timer) => this.#timeIsUp(timer));
    this.#reloadOnSave = new ReloadOnSave({
      file: program.file,
      clock,
      look: lookAt,
      fork: () => forkService(`Dasedeck try ${this.id}`),
      onSave: () => onSave(this.#model),
      refusal: () => program.refusal(),
      timeoutSec: () => this.#model.options.loadTimeoutSec,
      reload: () => this.#dispatch({ kind: "restart", by: whoSaved }),
      onDidChange: () => this.#tellReloadOnSave(),
    });
  }

  /** Resolves when no process is left. */
  ended(): Promise<void> {
    if (!this.#hasProcess()) return Promise.resolve();
    return new Promise((resolve) => this.#waitingForEnd.push(resolve));
  }

  status(): ServiceStatus {
    const link = this.#link;
    const facts = { pid: link?.pid ?? null, responsive: this.#responsive, blocker: link?.blocker ?? null, lastExit: this.#lastExit };
    return statusOf(this.#model, facts);
  }

  setReloadOnSave(on: boolean): void {
    this.#reloadOnSave.set(on);
  }

  command(kind: ServiceCommand, by: Actor): void {
    // What runs is not ended for a file that may not take its place.
    const refusal = kind === "restart" && this.#hasProcess() ? this.program.refusal() : null;
    if (refusal !== null) throw new Error(refusal);
    this.#dispatch({ kind, by });
  }

  async commandTask(path: string, command: TaskCommand, by: Actor): Promise<void> {
    await this.#runningLink().functions.commandTask(path, command, by);
  }

  async writeAttribute(path: string, write: AttributeWrite): Promise<void> {
    checkWritten(await this.#runningLink().functions.writeAttribute(path, write));
    this.#options.saved.written(path);
  }

  async resetAttribute(path: string): Promise<void> {
    checkWritten(await this.#runningLink().functions.resetAttribute(path));
    this.#options.saved.reset(path);
  }

  async readDefaults(): Promise<readonly SerializedObject[]> {
    const paths = this.#options.saved.writtenPaths.slice(-maxDefaults);
    if (paths.length === 0 || this.#link === null || this.#model.state.kind !== "running") return [];
    return objectsOf(await this.#link.functions.readDefaults(paths));
  }

  async readAttribute(path: string): Promise<SerializedObject> {
    return valueOf(await this.#runningLink().functions.readAttribute(path));
  }

  async callMethod(path: string, given: MethodArguments): Promise<SerializedObject> {
    const result = valueOf(await this.#runningLink().functions.callMethod(path, given));
    this.#options.saved.called(path);
    return result;
  }

  /** Kills what is left and tells nothing more. */
  dispose(): void {
    this.#timers.dispose();
    this.#place.leave();
    this.#reloadOnSave.dispose();
    this.#options.wantedTasks.dispose();
    this.#dropProcess();
    this.#tellEnded();
  }

  #runningLink(): ServiceLink {
    const { kind } = this.#model.state;
    if (this.#link !== null && kind === "running") return this.#link;
    const remedy = kind === "starting" || kind === "restarting" ? "wait until it runs" : "start it first";
    throw new Error(`The service ${this.id} is ${kind}: ${remedy}`);
  }

  #dispatch(event: ServiceEvent): void {
    const before = this.#model;
    const { model, effects } = transition(before, event, this.#options.clock.now());
    this.#model = model;
    for (const effect of effects) this.#perform(effect);
    if (this.#model.state.kind !== "starting") this.#place.leave();
    if (model !== before) this.#tellStatus();
  }

  #tellStatus(): void {
    this.#options.record({ kind: "statusChanged", status: this.status() });
  }

  #tellReloadOnSave(): void {
    const { isOn, problem } = this.#reloadOnSave;
    this.#options.record({ kind: "reloadOnSaveChanged", reloadOnSave: isOn, reloadProblem: problem });
  }

  #perform(effect: ServiceEffect): void {
    switch (effect.kind) {
      case "enqueueStart":
        this.#place.enqueue(
          () => this.#startDue(),
          () => this.#model.state.kind === "starting",
        );
        return;
      case "startProcess":
        this.#startProcess();
        return;
      case "keepWantedTasks":
        this.#options.wantedTasks.hold();
        return;
      case "forgetWantedTasks":
        this.#options.wantedTasks.forget();
        return;
      case "learn":
        this.#options.saved.learn(effect.from);
        return;
      case "askToStop":
        void this.#link?.functions.stop(effect.by);
        return;
      case "killProcess":
        this.#link?.kill();
        return;
      case "setTimer":
        this.#timers.set(effect.timer, effect.delaySec);
        return;
      case "clearTimer":
        this.#timers.clear(effect.timer);
    }
  }

  #timeIsUp(timer: ServiceTimer): void {
    if (timer === "load") this.#dispatch({ kind: "loadTimedOut", restoring: this.#restoreWatch.blockedBy(this.#responsive) });
    if (timer === "stop") this.#link?.noteKill(this.#model.options.timeoutStopSec);
    if (timer !== "load") this.#dispatch({ kind: timer === "restart" ? "restartDue" : "stopTimedOut" });
  }

  #startDue(): void {
    const refusal = this.program.prepareStart();
    const { wall } = this.#options.clock.now();
    if (refusal === null) this.#dispatch({ kind: "startDue" });
    else this.#dispatch({ kind: "refused", error: { name: "LoadError", message: refusal, stack: null, location: null, at: wall } });
  }

  #startProcess(): void {
    // A process that failed to load may still be on its way out; it is not heard any more.
    this.#dropProcess();
    this.#responsive = true;
    this.#reloadOnSave.processStarts();
    this.#restoreWatch.processStarts();
    this.#options.wantedTasks.processStarts();
    const output = new ProcessOutput(this.#options.clock.now().wall, (lines) => this.#options.record({ kind: "output", lines }));
    const { forkService, clock } = this.#options;
    const link = new ServiceLink(forkService(`Dasedeck service ${this.id}`), clock, {
      mayLoadFor: (sec) => this.#dispatch({ kind: "loadTimeoutRead", loadTimeoutSec: sec, passedSec: link.ageSec }),
      restoring: (step, sources) => {
        this.#restoreWatch.announced({ step, sources });
        if (step.kind === "nothing") this.#options.saved.restored(sources);
      },
      loaded: ({ options, sources, restored, ...tree }) => {
        this.#options.saved.loaded(restored);
        this.#reloadOnSave.loaded(sources);
        this.#options.record({ kind: "treeReplaced", ...tree, title: this.program.name ?? tree.title });
        this.#options.wantedTasks.treeReplaced(tree.tasks);
        this.#dispatch({ kind: "loaded", options });
      },
      loadFailed: (error, sources) => {
        this.#reloadOnSave.loadFailed(sources);
        this.#dispatch({ kind: "loadFailed", error });
      },
      crashed: (error) => this.#dispatch({ kind: "crashed", error }),
      endedByTask: (task, error) => this.#dispatch({ kind: "endedByTask", task, error }),
      treeChanged: (changes) => this.#tellChanges(changes),
      wrote: (lines: OutputLine[]) => output.wrote(lines, link.pid),
      responsivenessChanged: (responsive) => {
        this.#responsive = responsive;
        this.#tellStatus();
      },
      usageChanged: (usage) => this.#options.record({ kind: "usageChanged", usage }),
      silentFor: (sec) => {
        const { watchdogSec } = this.#model.options;
        if (watchdogSec !== null && sec >= watchdogSec) this.#dispatch({ kind: "watchdogExpired", blocker: link.blocker });
      },
      exited: (status) => this.#processExited(status, output),
    });
    this.#link = link;
    void this.#load(link);
  }

  async #load(link: ServiceLink): Promise<void> {
    const { saved: values, wantedTasks } = this.#options;
    const saved = await values.toRestore();
    // Meanwhile the process may be gone.
    if (this.#link !== link) return;
    void link.functions.load({ ...this.program.loadRequest(), wantedTasks: wantedTasks.all, ...saved, startTasks: true });
  }

  #tellChanges(changes: readonly TreeChange[]): void {
    for (const change of changes) {
      this.#options.record(change);
      this.#options.wantedTasks.treeChanged(change);
    }
  }

  #processExited(status: ExitStatus, output: ProcessOutput): void {
    this.#link = null;
    this.program.processEnded();
    const { code, signal } = status;
    const { wall } = this.#options.clock.now();
    const description = signal === null ? `exit code ${code}` : `signal ${signal}`;
    output.ended(description, wall);
    this.#lastExit = { code, signal, at: wall };
    this.#options.record({ kind: "treeStale" });
    this.#options.record({ kind: "usageChanged", usage: null });
    this.#dispatch({ kind: "processExited", description, restoring: this.#restoreWatch.endedBy(status) });
    this.#tellStatus();
    if (!this.#hasProcess()) this.#tellEnded();
  }

  #hasProcess(): boolean {
    return this.#link !== null;
  }

  #tellEnded(): void {
    for (const resolve of this.#waitingForEnd.splice(0)) resolve();
  }

  #dropProcess(): void {
    const link = this.#link;
    this.#link = null;
    link?.dispose();
    link?.kill();
  }
}

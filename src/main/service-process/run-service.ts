// Not the globals, which the service may have replaced.
import { clearTimeout, setTimeout } from "node:timers";
import { setImmediate as eventLoopTurn } from "node:timers/promises";
import { createBirpc } from "birpc";
import type { Clock } from "#runtime/clock.ts";
import { logToConsole } from "#runtime/console-log.ts";
import type { DataService } from "#runtime/data-service.ts";
import { defaultMarks } from "#runtime/contents-mark.ts";
import { docOfClass } from "#runtime/documentation.ts";
import { describeThrown, toErrorReport } from "#runtime/error-report.ts";
import { defaultsAt, resetSteps, type ClassDefaults } from "#runtime/reset-steps.ts";
import { restoreState } from "#runtime/restore-state.ts";
import { tearDown } from "#runtime/tear-down.ts";
import { serveTree, type ServedTree } from "#runtime/served-tree.ts";
import { DisposableStore, toDisposable, type Disposable } from "#shared/disposable.ts";
import { supervisor, type Actor, type ErrorReport } from "#shared/primitives.ts";
import {
  serviceHostEvents,
  type BundleOutcome,
  type LoadRequest,
  type RestoreStep,
  type ServiceHostFunctions,
  type ServiceProcessFunctions,
  type Threw,
  type UsageReading,
} from "#shared/service-channel.ts";
import { tryBundle } from "./bundle-service-file.ts";
import { withClassPlace } from "./class-place.ts";
import { reportActivities } from "./activity-reports.ts";
import type { DeckPort } from "./deck-port.ts";
import { LoadError } from "./load-error.ts";
import { explainMissingExport } from "./missing-export.ts";
import { currentEngine, explainAddonError } from "./native-addon-error.ts";
import { nameMemberClass } from "./name-member-class.ts";
import { Outbox, type OutboxLimits } from "./outbox.ts";
import { markOfSources, restoreGuard } from "./restore-guard.ts";
import { optionsOf, titleOf } from "./service-class.ts";
import { SourceRecord } from "./source-record.ts";

/** How long a process that ends waits for the deck to have heard its last words; milliseconds. */
const lastWordsTimeout = 4000;

/** The part of `timeoutStopSec` after which the service ends whatever `onStop` does: the deck kills it when all of it has passed, and values have to be told before. */
const teardownShare = 0.9;
/** What `onStop` has in any case, as where tasks took all the time to stop; seconds. */
const minTeardownSec = 0.2;

/** What a service needs of the process that it runs in. */
export interface ServiceSurroundings {
  readonly clock: Clock;
  /** Makes the service; takes down in `sources` what it is made of, and announces how long that may take, in seconds, before it runs any of it. */
  loadService(request: LoadRequest, sources: SourceRecord, announceTimeout: (sec: number) => Promise<void>): Promise<DataService>;
  readUsage(): UsageReading;
  /** Ends the process. */
  exit(code: number): void;
  readonly outboxLimits?: OutboxLimits;
}

/** The service of this process. Disposing lets go of it without a word, as the end of the process does. */
export interface RunningService extends Disposable {
  /** What is served; `null` until it is loaded. */
  readonly tree: ServedTree | null;
  /** Stops the tasks, tells the last words and ends the process; resolves when it was told to end. */
  stop(by: Actor, code: number): Promise<void>;
  /** Tells of an exception that nobody caught, and ends the process. */
  crash(error: unknown): void;
  /** A child of this process is to live on after it. */
  letGo(pid: number): void;
}

/** Lives the life of one service: loads it when the deck says so, serves it, ends the process with it. */
export function runService(port: DeckPort, surroundings: ServiceSurroundings): RunningService {
  const { clock } = surroundings;
  const owned = new DisposableStore();
  let tree: ServedTree | null = null;
  let classDefaults: ClassDefaults | null = null;
  let ending = false;
  let teardownTimeoutSec = 0;
  let reportedActivities = 0;

  const functions: ServiceProcessFunctions = {
    load: (request) => void load(request),
    tryBundle: (file) => findBundleProblem(file),
    commandTask: (path, command, by) => andTell(loadedTree().commandTask(path, command, by)),
    writeAttribute: (path, write) => outcomeOf(loadedTree().writeAttribute(path, write), () => ({ kind: "written" })),
    resetAttribute: (path) => outcomeOf(reset(path), () => ({ kind: "written" })),
    readDefaults: (paths) => defaultsAt(loadedDefaults(), paths),
    readAttribute: (path) => outcomeOf(loadedTree().readAttribute(path), (value) => ({ kind: "returned", value })),
    callMethod: (path, given) => outcomeOf(loadedTree().callMethod(path, given), (value) => ({ kind: "returned", value })),
    stop: (by) => void stopAndEnd(by, 0),
    ping: () => ({ ...surroundings.readUsage(), reportedActivities }),
  };
  const host = createBirpc<ServiceHostFunctions, ServiceProcessFunctions>(functions, {
    post: (message) => port.post(message),
    on: (listener) => port.onMessage(listener),
    eventNames: [...serviceHostEvents],
    timeout: -1,
  });

  const outbox = owned.add(new Outbox(clock, (changes) => host.treeChanged(changes), surroundings.outboxLimits));

  owned.add(
    reportActivities((activity) => {
      reportedActivities += 1;
      void host.began(activity);
    }),
  );

  port.onClose(() => void stopAndEnd(supervisor, 0));

  async function load(request: LoadRequest): Promise<void> {
    const sources = new SourceRecord();
    try {
      const service = await surroundings.loadService(request, sources, (sec) => host.mayLoadFor(sec));
      const options = optionsOf(service);
      const served = owned.add(serveTree(service, { clock, warn: (message) => logToConsole("warn", message) }));
      const restoreValue = served.restoreValue.bind(served);
      // A process that ends goes no further: it would seem to end by what comes next.
      const mark = markOfSources(sources.files, request.file);
      const announce = (step: RestoreStep): Promise<void> => (ending ? new Promise(() => undefined) : host.restoring(step, mark));
      const guard = restoreGuard(request.restoreLessons, mark, announce);
      const fresh = served.serialize();
      const defaults = defaultMarks(service, fresh);
      classDefaults = { tree: fresh, restored: defaults };
      // A deck that is gone never answers, and what is restored then waits for ever.
      const ownedClock: Clock = { now: () => clock.now(), setTimer: (delaySec, callback) => owned.add(clock.setTimer(delaySec, callback)) };
      const past = { saved: request.savedState, defaults: request.savedDefaults, written: request.writtenPaths };
      const { losses } = await restoreState({ root: service, attributes: fresh, restoreValue }, past, guard, ownedClock, (text) =>
        logToConsole("warn", text),
      );
      tree = served;
      teardownTimeoutSec = options.timeoutStopSec * teardownShare;
      void host.loaded({
        title: titleOf(service),
        doc: docOfClass(service),
        options,
        attributes: served.serialize(),
        tasks: served.taskSnapshots(),
        sources: sources.watched,
        restored: { defaults, losses },
        leftOut: [...served.leftOut()],
      });
      owned.add(served.onDidChange((news) => outbox.take(news)));
      owned.add(served.onTaskEndedService(({ task, error }) => void endByTask(task, error)));
      if (request.startTasks) served.startTasks(request.wantedTasks);
    } catch (error) {
      void host.loadFailed(await loadFailure(error, sources), sources.watched);
      await end(1);
    }
  }

  async function reset(path: string): Promise<void> {
    const served = loadedTree();
    for (const step of resetSteps(loadedDefaults(), served.serialize(), path)) await served.restoreValue(step.path, step.write);
  }

  async function findBundleProblem(file: string): Promise<BundleOutcome> {
    const sources = new SourceRecord();
    try {
      await tryBundle(file, sources);
      return { error: null, sources: sources.watched };
    } catch (error) {
      return { error: await loadFailure(error, sources), sources: sources.watched };
    }
  }

  async function loadFailure(error: unknown, { files }: SourceRecord): Promise<ErrorReport> {
    const { wall } = clock.now();
    const addonProblem = explainAddonError(error, currentEngine());
    if (addonProblem !== null) return { ...(await nameMemberClass(toErrorReport(error, wall))), name: "LoadError", message: addonProblem };
    const missingExport = await explainMissingExport(error, Object.keys(files));
    if (missingExport !== null) return missingExport.toReport(wall);
    if (!(error instanceof LoadError)) return nameMemberClass(toErrorReport(error, wall));
    return (await withClassPlace(error, Object.keys(files))).toReport(wall);
  }

  function loadedTree(): ServedTree {
    if (tree === null) throw notLoaded();
    return tree;
  }

  function loadedDefaults(): ClassDefaults {
    if (classDefaults === null) throw notLoaded();
    return classDefaults;
  }

  /** What a command led to is told before its answer. */
  async function andTell(done: Promise<void>): Promise<void> {
    await done;
    await outbox.sent();
  }

  /** The same, with what was thrown as data. */
  async function outcomeOf<Result, Outcome>(done: Promise<Result>, toOutcome: (result: Result) => Outcome): Promise<Outcome | Threw> {
    try {
      return toOutcome(await done);
    } catch (error) {
      return { kind: "threw", ...describeThrown(error) };
    } finally {
      await outbox.sent();
    }
  }

  async function endByTask(task: string, error: ErrorReport | null): Promise<void> {
    // The task's own failure is told at the end of this turn, and comes first.
    await eventLoopTurn();
    await outbox.sent();
    void host.endedByTask(task, error);
    await stopAndEnd(supervisor, 1);
  }

  async function stopAndEnd(by: Actor, code: number): Promise<void> {
    if (ending) return;
    ending = true;
    const { monotonicMs } = clock.now();
    await tree?.stopTasks(by);
    const passedSec = (clock.now().monotonicMs - monotonicMs) / 1000;
    const timeoutSec = Math.max(teardownTimeoutSec - passedSec, minTeardownSec);
    if (tree !== null) await tearDown(tree.servicesToEnd(), { clock, timeoutSec, warn: (message) => logToConsole("error", message) });
    await end(code);
  }

  async function end(code: number): Promise<void> {
    ending = true;
    const timeout = setTimeout(() => surroundings.exit(code), lastWordsTimeout);
    const patience = owned.add(toDisposable(() => clearTimeout(timeout)));
    // What changed in this turn is told at its end, and `received` after it.
    await eventLoopTurn();
    outbox.sendAll();
    await host.received().catch(() => undefined);
    patience.dispose();
    surroundings.exit(code);
  }

  return {
    get tree() {
      return tree;
    },
    stop: stopAndEnd,
    crash(error) {
      void host.crashed(toErrorReport(error, clock.now().wall));
      logToConsole("error", error);
      void end(1);
    },
    letGo: (pid) => void host.letGo(pid),
    dispose: () => owned.dispose(),
  };
}

function notLoaded(): Error {
  return new Error("The service is not loaded yet");
}

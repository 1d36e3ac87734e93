import { rm } from "node:fs/promises";
// Not the globals, which the service may have replaced.
import { clearTimeout, setTimeout } from "node:timers";
import { setImmediate as eventLoopTurn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { createBirpc } from "birpc";
import { docOfClass, registerDocumentation } from "#runtime/documentation.ts";
import { registerBundleFile } from "#runtime/author-stack.ts";
import { systemClock, type Clock } from "#runtime/clock.ts";
import { logToConsole } from "#runtime/console-log.ts";
import { describeThrown, toErrorReport } from "#runtime/error-report.ts";
import { restoreState } from "#runtime/restore-state.ts";
import { serveTree, type ServedTree } from "#runtime/served-tree.ts";
import { TaskCancelled } from "#runtime/task-errors.ts";
import { supervisor, type Actor, type ErrorReport } from "#shared/primitives.ts";
import {
  serviceHostEvents,
  type BundleOutcome,
  type LoadRequest,
  type Threw,
  type ServiceHostFunctions,
  type ServiceProcessFunctions,
  type UsageReading,
} from "#shared/service-channel.ts";
import { bundleServiceFile, tryBundle } from "./bundle-service-file.ts";
import type { DeckPort } from "./deck-port.ts";
import { instantiateService } from "./instantiate-service.ts";
import { LoadError } from "./load-error.ts";
import { nameMemberClass } from "./name-member-class.ts";
import { Outbox } from "./outbox.ts";
import { readDocumentation } from "./read-documentation.ts";
import { optionsOf, titleOf } from "./service-class.ts";
import { SourceRecord } from "./source-record.ts";

/** How long a process that ends waits for the deck to have heard its last words; milliseconds. */
const lastWordsTimeout = 4000;
/** 128 + SIGTERM, as a shell reports it. */
const terminated = 143;

/** Imports the bundle and removes it: its source map is in memory by then. */
async function importBundle(bundleFile: string): Promise<{ default?: unknown }> {
  try {
    registerBundleFile(bundleFile);
    return (await import(pathToFileURL(bundleFile).href)) as { default?: unknown };
  } finally {
    await rm(bundleFile, { force: true });
  }
}

function readUsage(): UsageReading {
  const { user, system } = process.cpuUsage();
  return { memoryBytes: process.memoryUsage.rss(), processorMicros: user + system };
}

/** Lives the life of one service in this process: loads it when told, serves it, ends with it. */
export function runServiceProcess(port: DeckPort, clock: Clock = systemClock): void {
  let tree: ServedTree | null = null;
  let ending = false;

  const functions: ServiceProcessFunctions = {
    load: (request) => void load(request),
    tryBundle: (file) => findBundleProblem(file),
    commandTask: (path, command, by) => andTell(loadedTree().commandTask(path, command, by)),
    writeAttribute: (path, write) => outcomeOf(loadedTree().writeAttribute(path, write), () => ({ kind: "written" })),
    readAttribute: (path) => outcomeOf(loadedTree().readAttribute(path), (value) => ({ kind: "returned", value })),
    callMethod: (path, given) => outcomeOf(loadedTree().callMethod(path, given), (value) => ({ kind: "returned", value })),
    stop: (by) => void stopAndEnd(by, 0),
    ping: readUsage,
  };
  const host = createBirpc<ServiceHostFunctions, ServiceProcessFunctions>(functions, {
    post: (message) => port.post(message),
    on: (listener) => port.onMessage(listener),
    eventNames: [...serviceHostEvents],
    timeout: -1,
  });

  const outbox = new Outbox(clock, (changes) => host.treeChanged(changes));

  port.onClose(() => void stopAndEnd(supervisor, 0));
  // Ctrl+C in a terminal reaches the whole group of processes; the deck hears it too and asks this one to stop.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => void stopAndEnd(supervisor, terminated));
  process.on("uncaughtException", (error) => {
    // A promise that a run did not wait for was cancelled with it: late, and of no harm.
    if (error instanceof TaskCancelled) return;
    void host.crashed(toErrorReport(error, clock.now().wall));
    logToConsole("error", error);
    void end(1);
  });

  async function load({ file, bundleFile, wantedTasks, savedState, startTasks }: LoadRequest): Promise<void> {
    const sources = new SourceRecord();
    try {
      const bundle = await bundleServiceFile(file, bundleFile, sources);
      registerDocumentation(await readDocumentation(Object.keys(sources.files)));
      const module = await importBundle(bundle);
      const service = await instantiateService(module.default);
      const options = optionsOf(service);
      const served = serveTree(service, { clock, warn: (message) => logToConsole("warn", message) });
      const restoreValue = served.restoreValue.bind(served);
      await restoreState({ root: service, attributes: served.serialize(), restoreValue }, savedState, clock, (text) =>
        logToConsole("warn", text),
      );
      tree = served;
      void host.loaded({
        title: titleOf(service),
        doc: docOfClass(service),
        options,
        attributes: served.serialize(),
        tasks: served.taskSnapshots(),
        sources: sources.files,
      });
      served.onDidChange((news) => outbox.take(news));
      served.onTaskEndedService(({ task, error }) => void endByTask(task, error));
      if (startTasks) served.startTasks(wantedTasks);
    } catch (error) {
      void host.loadFailed(await loadFailure(error), sources.files);
      await end(1);
    }
  }

  async function findBundleProblem(file: string): Promise<BundleOutcome> {
    const sources = new SourceRecord();
    try {
      await tryBundle(file, sources);
      return { error: null, sources: sources.files };
    } catch (error) {
      return { error: await loadFailure(error), sources: sources.files };
    }
  }

  async function loadFailure(error: unknown): Promise<ErrorReport> {
    const { wall } = clock.now();
    return error instanceof LoadError ? error.toReport(wall) : nameMemberClass(toErrorReport(error, wall));
  }

  function loadedTree(): ServedTree {
    if (tree === null) throw new Error("The service is not loaded yet");
    return tree;
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
    await tree?.stopTasks(by);
    await end(code);
  }

  async function end(code: number): Promise<void> {
    ending = true;
    const timeout = setTimeout(() => process.exit(code), lastWordsTimeout);
    // What changed in this turn is told at its end, and `received` after it.
    await eventLoopTurn();
    outbox.sendAll();
    await host.received().catch(() => undefined);
    clearTimeout(timeout);
    process.exit(code);
  }
}

import { userInfo } from "node:os";
import { stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "#runtime/clock.ts";
import { DisposableStore } from "#shared/disposable.ts";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { forkChildProcess } from "../deck/fork-child-process.ts";
import { openDeck, type OpenDeck } from "../deck/open-deck.ts";
import { describeListenError } from "../server/listen-error.ts";
import { serveDeck, type DeckServer } from "../server/serve-deck.ts";
import type { Installation } from "../installation.ts";
import { CommandError, exitCode } from "./exit-codes.ts";
import { openNetworkAccess, type NetworkAccess, type NetworkOptions } from "./network-access.ts";
import { openInBrowser } from "./open-in-browser.ts";

export interface ServeOptions extends NetworkOptions {
  readonly files: readonly string[];
  /** Serve the services that the data folder remembers. */
  readonly deck: boolean;
  readonly port: number;
  readonly open: boolean;
}

/**
 * Runs a deck without a screen until it is told to end, or until the only service ends by its task's failure.
 *
 * @returns the exit code
 * @throws CommandError where it can't begin
 */
export async function serve(options: ServeOptions, installation: Installation): Promise<number> {
  for (const file of options.files) await checkPresent(file);

  const owned = new DisposableStore();
  const access = await openNetworkAccess(options, owned, warn);

  const opened = await openDeck({
    version: installation.version,
    dataDir: options.dataDir,
    examplesDir: installation.examplesDir,
    journalWorkerFile: installation.journalWorkerFile,
    forkService: forkChildProcess(installation.serviceProcessFile),
    clock: systemClock,
    chooseServiceFiles: () => Promise.reject(new Error("There is no window that could ask for files here")),
    remember: options.deck,
    warn,
  }).catch((error: unknown) => {
    throw new CommandError(`the data folder ${options.dataDir} can't be used: ${messageOf(error)}; choose another one with --data-dir`);
  });
  const server = await listen(opened, options, access, installation.rendererDir);
  const ended = untilToldToEnd(opened);
  opened.loadFiles(options.files, person());
  console.log(`Dasedeck is ready at ${server.url}`);
  if (options.open) openInBrowser(server.url);

  const soleService = isOneFile(options) ? untilEndedByTask(opened) : new Promise<never>(() => undefined);
  const code = await Promise.race([ended, soleService]);
  await opened.close();
  // A browser that does not let go must not hold up the end.
  await Promise.race([server.close(), delay(1000, undefined, { ref: false })]);
  owned.dispose();
  return code;
}

function warn(message: string): void {
  console.error(`dasedeck: ${message}`);
}

/** One service that is given by name is all that this deck is for. */
function isOneFile({ files, deck }: Pick<ServeOptions, "files" | "deck">): boolean {
  return files.length === 1 && !deck;
}

async function checkPresent(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw new CommandError(`there is no file ${file}; give the path of a service file`);
  if (!found.isFile()) throw new CommandError(`${file} is a folder; give the path of a service file`);
}

async function listen(
  { deck, handlers, kill }: OpenDeck,
  { host, port, ...options }: ServeOptions,
  access: NetworkAccess,
  rendererDir: string,
): Promise<DeckServer> {
  try {
    const root = isOneFile(options) ? "only service" : "deck";
    const server = await serveDeck({ deck, handlers, host, port, rendererDir, root, ...access });
    deck.setServer({ state: "listening", url: server.url });
    return server;
  } catch (error) {
    kill();
    throw new CommandError(describeListenError(error, host, port));
  }
}

function person(): Actor {
  return { kind: "command-line", name: userName() };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's list, as in some containers.
    return "command line";
  }
}

/** The first signal stops everything in order, a second one at once. */
function untilToldToEnd({ kill }: OpenDeck): Promise<number> {
  return new Promise((resolve) => {
    let asked = false;
    const end = (): void => {
      if (asked) {
        kill();
        process.exit(exitCode.failed);
      }
      asked = true;
      resolve(exitCode.done);
    };
    process.on("SIGINT", end);
    process.on("SIGTERM", end);
  });
}

function untilEndedByTask({ deck }: OpenDeck): Promise<number> {
  return new Promise((resolve) => {
    const listening = deck.onDidChange(() => {
      const [service] = deck.services;
      if (service === undefined || !hasEndedByTask(service)) return;
      listening.dispose();
      console.error(`dasedeck: ${service.id} failed: ${describeTaskFailure(service)}`);
      resolve(exitCode.failed);
    });
  });
}

function hasEndedByTask({ status }: ServiceSnapshot): boolean {
  return status.state === "failed" && status.endedByTask !== null;
}

function describeTaskFailure({ status, tasks }: ServiceSnapshot): string {
  const task = status.endedByTask === null ? undefined : tasks[status.endedByTask];
  const reason = task?.state === "failed" ? ` (${task.failureReason})` : "";
  const error = status.lastError === null ? "" : `: ${status.lastError.name}: ${status.lastError.message}`;
  return `its task ${status.endedByTask ?? ""} ended it${reason}${error}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

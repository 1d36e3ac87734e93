import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "#runtime/clock.ts";
import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import { hidePasswords } from "#shared/hide-passwords.ts";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceInstance } from "#shared/service-instance.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { Deck } from "../deck/deck.ts";
import { fileProblem } from "../deck/file-problem.ts";
import { forkChildProcess } from "../deck/fork-child-process.ts";
import { openDeck, type OpenDeck } from "../deck/open-deck.ts";
import { listenProblem } from "../server/network/listen-problem.ts";
import type { NetworkAccess } from "../server/network/open-access.ts";
import { serveDeck, type DeckServer } from "../server/serve-deck.ts";
import type { Installation } from "../installation.ts";
import { countedServices } from "./counted-services.ts";
import { CommandError, exitCode } from "./exit-codes.ts";
import { openNetworkAccess, type NetworkOptions } from "./network-access.ts";
import { openInBrowser } from "./open-in-browser.ts";
import { openServiceManager, type ServiceManager } from "./service-manager.ts";
import { userName } from "./user-name.ts";

export interface ServeOptions extends NetworkOptions {
  readonly files: readonly ServiceInstance[];
  /** Serve the services that the data folder remembers. */
  readonly deck: boolean;
  readonly port: number;
  readonly open: boolean;
  /** Let clients with the role control connect the deck to services on other computers. */
  readonly allowRemotes: boolean;
}

/**
 * Runs a deck without a screen until it is told to end, or until the only service ends by its task's failure. What can't be saved then is said, and makes it a failure.
 *
 * @returns the exit code
 * @throws CommandError where it can't begin
 */
export async function serve(options: ServeOptions, installation: Installation): Promise<number> {
  const owned = new DisposableStore();
  try {
    return await serveWith(options, installation, owned);
  } finally {
    owned.dispose();
  }
}

/** @param owned - what must not outlive it, whether it comes to its end or can't even begin */
async function serveWith(options: ServeOptions, installation: Installation, owned: DisposableStore): Promise<number> {
  for (const { file } of options.files) {
    const problem = fileProblem(file);
    if (problem !== null) throw new CommandError(problem);
  }
  const warn = (message: string): void => console.error(`dasedeck: ${hidePasswords(message)}`);
  // Before any service inherits the environment.
  const manager = openServiceManager(process.env, warn);

  const access = await openNetworkAccess(options, owned, warn);

  const opened = await openDeck({
    version: installation.version,
    dataDir: options.dataDir,
    examplesDir: installation.examplesDir,
    journalWorkerFile: installation.journalWorkerFile,
    forkService: forkChildProcess(installation.serviceProcessFile),
    clock: systemClock,
    chooseServiceFiles: noWindow,
    chooseCertificateFile: noWindow,
    network: null,
    allowRemotes: options.allowRemotes,
    remember: options.deck,
    holdsStarts: true,
    warn,
  }).catch((error: unknown) => {
    throw new CommandError(`the data folder ${options.dataDir} can't be used: ${messageOf(error)}; choose another one with --data-dir`);
  });
  const server = await listen(opened, options, access, installation.rendererDir);
  const ended = untilToldToEnd(opened);
  const following = new DisposableStore();
  opened.loadFiles(options.files, person());
  opened.releaseStarts();
  console.log(`Dasedeck is ready at ${server.url}`);
  following.add(reportTo(manager, opened.deck, server.url));
  if (options.open) openInBrowser(server.url);

  const soleService = isOneFile(options) ? untilEndedByTask(opened, following) : new Promise<never>(() => undefined);
  const code = await Promise.race([ended, soleService]);
  following.dispose();
  manager.stopping();
  const unsaved = await opened.close();
  for (const line of unsaved) console.error(`dasedeck: ${line}`);
  // A browser or a service manager that does not answer must not hold up the end.
  await Promise.race([Promise.all([server.close(), manager.told()]), delay(1000, undefined, { ref: false })]);
  manager.dispose();
  return unsaved.length === 0 ? code : exitCode.failed;
}

/** Tells the service manager that the deck is served, and from then on how its services are. */
function reportTo(manager: ServiceManager, deck: Deck, url: string): Disposable {
  const status = (): string => `${countedServices(deck.services)}; ${url}`;
  let told = status();
  manager.ready(told);
  return deck.onDidChange(() => {
    const now = status();
    if (now !== told) manager.status(now);
    told = now;
  });
}

/** One service that is given by name is all that this deck is for. */
function isOneFile({ files, deck }: Pick<ServeOptions, "files" | "deck">): boolean {
  return files.length === 1 && !deck;
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
    const { part, message } = listenProblem(error, host, port);
    throw new CommandError(part === "port" ? `${message}; choose another one with --port, or 0 for any free one` : message);
  }
}

function person(): Actor {
  return { kind: "command-line", name: userName() };
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

function untilEndedByTask({ deck }: OpenDeck, owned: DisposableStore): Promise<number> {
  return new Promise((resolve) => {
    const listening = owned.add(
      deck.onDidChange(() => {
        const [service] = deck.services;
        if (service === undefined || !hasEndedByTask(service)) return;
        listening.dispose();
        console.error(`dasedeck: ${service.id} failed: ${describeTaskFailure(service)}`);
        resolve(exitCode.failed);
      }),
    );
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

function noWindow(): Promise<never> {
  return Promise.reject(new Error("There is no window that could ask for files here"));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

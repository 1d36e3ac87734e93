/* eslint-disable max-lines -- the start of services is to become a part of its own */
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import type { Clock } from "#runtime/clock.ts";
import type { DeckEvent, DeckSnapshot, ExampleService, ServerStatus } from "#shared/deck-snapshot.ts";
import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import type { Event } from "#shared/emitter.ts";
import { supervisor, type Actor } from "#shared/primitives.ts";
import type { AttributeWrite, SerializedObject } from "#shared/serialized.ts";
import type { MethodArguments, TaskCommand } from "#shared/service-channel.ts";
import { isLocal, type LocalService, type ServiceSnapshot, type ServiceSource, type ServiceStatus } from "#shared/service-snapshot.ts";
import type { DeckService, ServiceCommand } from "./deck-service.ts";
import { DeckStream } from "./deck-stream.ts";
import { canonicalPath } from "./canonical-path.ts";
import { endServices } from "./end-services.ts";
import type { ForkService } from "./fork-service.ts";
import { freshService } from "./fresh-service.ts";
import { orRefused } from "./or-refused.ts";
import type { Journal } from "./journal/journal.ts";
import { keptService } from "./kept-service.ts";
import { nameOf, type RemoteAddress } from "./remote/remote-address.ts";
import type { ConnectRemote } from "./remote/remote-connection.ts";
import { RemoteService } from "./remote/remote-service.ts";
import { serviceIdOf, uniqueId } from "./service-id.ts";
import { StartQueue } from "./start-queue.ts";
import { StateKeepers } from "./state/state-keepers.ts";
import { whoSaved } from "./supervised-service.ts";
import { titleFromId } from "./title-from-id.ts";
import type { DeckWantedTasks, TaskWishes } from "./wanted-tasks.ts";

/** In the data folder. */
const stateFolder = "state";

export interface DeckOptions {
  readonly version: string;
  readonly dataDir: string;
  readonly forkService: ForkService;
  readonly connectRemote: ConnectRemote;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly examples: readonly ExampleService[];
  readonly recentFiles: readonly string[];
  /** How long a value that changed may be unsaved, in seconds. */
  readonly saveIntervalSec: number;
  /** What is asked of the tasks of each service. */
  readonly wantedTasks: DeckWantedTasks;
  /** Whether services wait until {@link Deck.releaseStarts}. */
  readonly holdsStarts: boolean;
  /** Why a service file, given by its real path, may not be run; `null` where it may. `approved`: the real path that the file had when a person loaded it. */
  readonly refusalOf: (realFile: string, approved: string) => string | null;
}

/** What is remembered of a service file from an earlier deck. */
interface RememberedFile {
  readonly tasks?: TaskWishes;
  readonly approvedFile?: string | undefined;
}

/** All services of one Dasedeck: loads, supervises, mirrors and ends those of files here, and connects to those that run elsewhere. */
export class Deck implements Disposable {
  readonly #options: DeckOptions;
  readonly #stream: DeckStream;
  readonly #services = new Map<string, DeckService>();
  readonly #keepers: StateKeepers;
  readonly #startQueue: StartQueue;
  /** The real path of each service file when a person last loaded it. */
  readonly #approvedFiles = new Map<string, string>();
  readonly #removals = new Map<string, Promise<void>>();
  readonly #owned = new DisposableStore();
  /** Changes, gathered at a rhythm that windows can follow. */
  readonly onDidChange: Event<DeckEvent[]>;
  /** Each change by itself, when it is in the mirror. */
  readonly onDidRecord: Event<DeckEvent>;

  constructor(options: DeckOptions) {
    this.#options = options;
    this.#stream = this.#owned.add(
      new DeckStream(options.clock, {
        version: options.version,
        dataDir: options.dataDir,
        server: { state: "off" },
        services: [],
        recentFiles: [...options.recentFiles],
        examples: [...options.examples],
      }),
    );
    const { clock, saveIntervalSec } = options;
    this.#startQueue = this.#owned.add(new StartQueue(clock, availableParallelism(), options.holdsStarts));
    this.#keepers = this.#owned.add(
      new StateKeepers({
        folder: join(options.dataDir, stateFolder),
        clock,
        saveIntervalSec,
        knownFiles: () => [...this.localServices.map(({ source }) => source.file), ...this.#stream.deck.recentFiles],
        // In the journal, too: it is still there when the window and the service's output are gone.
        onUnsaved: (id, line) => this.#recordRefusal(id, null, "save", supervisor, line),
      }),
    );
    this.onDidChange = this.#stream.onDidChange;
    this.onDidRecord = this.#stream.onDidRecord;
    this.#owned.add(this.onDidChange((events) => options.journal.recordEvents(events)));
  }

  snapshot(): DeckSnapshot {
    return this.#stream.snapshot();
  }

  /** The services as they are now, to read from. */
  get services(): readonly ServiceSnapshot[] {
    return this.#stream.deck.services;
  }

  /** Those of files here. */
  get localServices(): LocalService[] {
    return this.services.filter(isLocal);
  }

  /** Those that run elsewhere, with what is needed to connect to them. */
  get remotes(): { readonly address: RemoteAddress; readonly status: ServiceStatus }[] {
    return [...this.#services.values()].flatMap((service) =>
      service instanceof RemoteService ? [{ address: service.address, status: service.status() }] : [],
    );
  }

  setServer(server: ServerStatus): void {
    this.#stream.record({ kind: "serverChanged", server });
  }

  setRecentFiles(files: string[]): void {
    this.#stream.record({ kind: "recentFilesChanged", files });
  }

  /** Lets services start that were held back. */
  releaseStarts(): void {
    this.#startQueue.release();
  }

  /** The real path that a service's file had when a person last loaded it. */
  approvedFileOf(id: string): string | undefined {
    return this.#approvedFiles.get(id);
  }

  /**
   * Adds a service file and starts its service; one that is loaded already is started if it does not run.
   *
   * @returns the service's id. What is wrong with the file becomes the service's state.
   */
  load(file: string, by: Actor): string {
    const id = this.add(file);
    // Who loads it has it as it is now.
    this.#approvedFiles.set(id, canonicalPath(file));
    this.command(id, "start", by);
    return id;
  }

  /**
   * Adds a service file without starting it. The path as it was given is the service's identity, also where it is a link: a restart follows the link. One file is one
   * service all the same, whichever links lead to it now.
   *
   * @param remembered - of an earlier deck: what was asked of its tasks, and the real path that the file had when a person last loaded it
   */
  add(givenFile: string, { tasks = {}, approvedFile }: RememberedFile = {}): string {
    const file = resolve(givenFile);
    const present = this.#serviceOf(file);
    if (present !== undefined) return present;
    const id = serviceIdOf(file, new Set(this.#services.keys()));
    const { dataDir, forkService, clock, wantedTasks, refusalOf } = this.#options;
    this.#approvedFiles.set(id, approvedFile ?? canonicalPath(file));
    const service = keptService({
      ...{
        id,
        file,
        dataDir,
        forkService,
        clock,
        keepers: this.#keepers,
        wantedTasks: wantedTasks.open(id, tasks),
        startQueue: this.#startQueue,
      },
      refusal: () => refusalOf(canonicalPath(file), this.#approvedFiles.get(id) ?? file),
      record: (change) => this.#stream.record({ ...change, service: id }),
      snapshot: () => this.#snapshotOf(id),
      notReloaded: (reason) => this.#recordRefusal(id, null, "reload", whoSaved, reason),
    });
    this.#added(service, titleFromId(id), { kind: "file", file });
    return id;
  }

  /**
   * Adds a service that runs elsewhere, without connecting to it. One address is one service.
   *
   * @returns the service's id
   * @throws Error for a further token of an address that is there already
   */
  addRemote(address: RemoteAddress): string {
    const { url, token } = address;
    const present = this.services.find(({ source }) => source.kind === "address" && source.url === url);
    if (present !== undefined) {
      if (token !== null) throw new Error(`${url} is on the deck already, as ${present.id}: remove it before you give another token`);
      return present.id;
    }
    const id = uniqueId(nameOf(address), new Set(this.#services.keys()));
    const { clock, connectRemote } = this.#options;
    const service = new RemoteService({
      id,
      address,
      clock,
      connect: connectRemote,
      record: (change) => this.#stream.record({ ...change, service: id }),
      snapshot: () => this.#snapshotOf(id),
    });
    this.#added(service, address.name ?? titleFromId(id), { kind: "address", url, hasToken: token !== null });
    return id;
  }

  #added(service: DeckService, title: string, source: ServiceSource): void {
    const { id } = service;
    this.#services.set(id, service);
    this.#stream.record({ kind: "serviceAdded", service: freshService(id, title, source, service.status()) });
  }

  /** @throws Error for an unknown service */
  setReloadOnSave(id: string, on: boolean): void {
    this.#service(id).setReloadOnSave(on);
  }

  /** @throws Error for an unknown service */
  command(id: string, command: ServiceCommand, by: Actor): void {
    try {
      this.#service(id).command(command, by);
    } catch (error) {
      this.#recordRefusal(id, null, command, by, error);
      throw error;
    }
  }

  /**
   * Stops a service and takes it off the deck. Until it is gone, nothing else can be asked of it.
   *
   * @throws Error for an unknown service
   */
  remove(id: string, by: Actor): Promise<void> {
    const underWay = this.#removals.get(id);
    if (underWay !== undefined) return underWay;
    const removal = this.#stopAndRemove(this.#service(id), by).finally(() => this.#removals.delete(id));
    this.#removals.set(id, removal);
    return removal;
  }

  /** @throws Error for an unknown service, and for one of a file here */
  async removeRemote(id: string, by: Actor): Promise<void> {
    if (!(this.#service(id) instanceof RemoteService)) throw new Error(`${id} is a service of a file here, and not a remote one`);
    await this.remove(id, by);
  }

  /** Resolves when a removal of this file's service, if one is under way, is over. */
  async untilRemoved(file: string): Promise<void> {
    const present = this.#serviceOf(file);
    if (present !== undefined) await this.#removals.get(present);
  }

  #serviceOf(givenFile: string): string | undefined {
    const file = resolve(givenFile);
    const present = this.localServices.find(({ source }) => source.file === file);
    if (present !== undefined) return present.id;
    const realFile = canonicalPath(file);
    return this.localServices.find(({ source }) => canonicalPath(source.file) === realFile)?.id;
  }

  async #stopAndRemove(service: DeckService, by: Actor): Promise<void> {
    service.command("stop", by);
    await service.ended();
    service.dispose();
    this.#services.delete(service.id);
    this.#approvedFiles.delete(service.id);
    await this.#keepers.remove(service.id);
    this.#stream.record({ kind: "serviceRemoved", service: service.id });
  }

  /** @throws Error where service or task are unknown, the service does not run, or the task refuses */
  commandTask(id: string, task: string, command: TaskCommand, by: Actor): Promise<void> {
    const act = (): Promise<void> => this.#service(id).commandTask(task, command, by);
    return orRefused(act, (error) => this.#recordRefusal(id, task, command, by, error));
  }

  /** @throws Error where the service is unknown, does not run, or refuses the value */
  writeAttribute(id: string, path: string, write: AttributeWrite, by: Actor): Promise<void> {
    const act = (): Promise<void> => this.#service(id).writeAttribute(path, write);
    return orRefused(act, (error) => this.#recordRefusal(id, null, `set ${path}`, by, error));
  }

  /** @throws Error where the service is unknown, does not run or is elsewhere, or the value has no default or can't be written */
  resetAttribute(id: string, path: string, by: Actor): Promise<void> {
    const act = (): Promise<void> => this.#service(id).resetAttribute(path);
    return orRefused(act, (error) => this.#recordRefusal(id, null, `reset ${path}`, by, error));
  }

  #recordRefusal(service: string, task: string | null, command: string, by: Actor, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    // What happened before comes before.
    this.#stream.tellNow();
    this.#options.journal.recordRefusal({ service, task, command, by, reason });
  }

  /** @throws CallError with what the method threw; Error where the service is unknown, does not run, or ends before there is an answer */
  callMethod(id: string, path: string, given: MethodArguments): Promise<SerializedObject> {
    return this.#service(id).callMethod(path, given);
  }

  /** @throws CallError where there is no such attribute; Error where the service is unknown, does not run, or ends before there is an answer */
  readAttribute(id: string, path: string): Promise<SerializedObject> {
    return this.#service(id).readAttribute(path);
  }

  /** Tells at once what waits to be told at the rhythm of windows. */
  tellNow(): void {
    this.#stream.tellNow();
  }

  /**
   * Stops all services within a bounded time, and saves their values.
   *
   * @returns what could not be saved, of services that were removed before, too: a line for each
   */
  async shutDown(): Promise<readonly string[]> {
    await endServices([...this.#services.values()], this.#options.clock);
    const unsaved = await this.#keepers.saveLast();
    // Whoever listens hears how it ended.
    this.#stream.tellNow();
    return unsaved;
  }

  /** Ends at once: kills what still runs. */
  dispose(): void {
    for (const service of this.#services.values()) service.dispose();
    this.#owned.dispose();
  }

  #snapshotOf(id: string): ServiceSnapshot | undefined {
    return this.services.find((service) => service.id === id);
  }

  #service(id: string): DeckService {
    const service = this.#services.get(id);
    if (service === undefined) throw new Error(`There is no service named ${JSON.stringify(id)}`);
    if (this.#removals.has(id)) throw new Error(`The service ${id} is being removed`);
    return service;
  }
}

import { join, resolve } from "node:path";
import type { DeckEvent, DeckSnapshot, ServerStatus } from "#shared/deck-snapshot.ts";
import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import type { Event } from "#shared/emitter.ts";
import { supervisor, type Actor } from "#shared/primitives.ts";
import type { AttributeWrite, SerializedObject } from "#shared/serialized.ts";
import type { MethodArguments, TaskCommand } from "#shared/service-channel.ts";
import type { ServiceParameters } from "#shared/service-instance.ts";
import { isLocal, type LocalService, type ServiceSnapshot, type ServiceSource, type ServiceStatus } from "#shared/service-snapshot.ts";
import { AttributeWrites } from "./attribute-writes.ts";
import type { DeckService, ServiceCommand } from "./deck-service.ts";
import type { AddedFile, DeckOptions } from "./deck-options.ts";
import { DeckStream } from "./deck-stream.ts";
import { endServices } from "./end-services.ts";
import { freshService } from "./fresh-service.ts";
import { keptService } from "./kept-service.ts";
import { RefusedCommands } from "./refused-commands.ts";
import { nameOf, type RemoteAddress } from "./remote/remote-address.ts";
import { RemoteService } from "./remote/remote-service.ts";
import { serviceIdOf, uniqueId } from "./service-id.ts";
import { ServiceFiles } from "./service-files.ts";
import { StateKeepers } from "./state/state-keepers.ts";
import { whoSaved } from "./reload/reload-on-save.ts";
import { ServiceProgram, type RunPermit } from "./service-program.ts";
import { SupervisedService } from "./supervised-service.ts";
import { titleFromId } from "./title-from-id.ts";

/** All services of one Dasedeck: loads, supervises, mirrors and ends those of files here, and connects to those that run elsewhere. */
export class Deck implements Disposable {
  readonly #options: DeckOptions;
  readonly #stream: DeckStream;
  readonly #services = new Map<string, DeckService>();
  readonly #keepers: StateKeepers;
  readonly #refused: RefusedCommands;
  readonly #writes: AttributeWrites;
  readonly #removals = new Map<string, Promise<void>>();
  readonly #owned = new DisposableStore();
  /** Of the services of files here. */
  readonly files = new ServiceFiles();
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
    this.#refused = new RefusedCommands(options.journal, () => this.#stream.tellNow());
    this.#writes = new AttributeWrites(clock, this.#refused, (id) => this.#services.get(id) instanceof RemoteService);
    this.#keepers = this.#owned.add(
      new StateKeepers({
        folder: join(options.dataDir, "state"),
        clock,
        saveIntervalSec,
        knownFiles: () => [...this.localServices.map(({ source }) => source.file), ...this.#stream.deck.recentFiles],
        // In the journal, too: it is still there when the window and the service's output are gone.
        onUnsaved: (id, line) => this.#refused.record({ service: id, command: "save", by: supervisor }, line),
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

  /**
   * Adds a service file and starts its service; one that is loaded already is started if it does not run.
   *
   * @param given - which service of the file; `approvedFile`: the real path that the person was asked about
   * @returns the service's id. What is wrong with the file becomes the service's state.
   * @throws Error where the service runs with other parameters
   */
  load(file: string, by: Actor, given: Omit<AddedFile, "tasks"> = {}): string {
    const id = this.add(file, given);
    if (given.parameters !== undefined) this.#setParameters(id, given.parameters);
    this.files.approve(id, given.approvedFile);
    this.command(id, "start", by);
    return id;
  }

  /**
   * Adds a service file without starting it. The path as it was given with its name is the service's identity, also where it is a link: a restart follows the link. One
   * file is one service of a name all the same, whichever links lead to it now.
   */
  add(givenFile: string, { tasks = {}, approvedFile, name, parameters = {} }: AddedFile = {}): string {
    const file = resolve(givenFile);
    const present = this.files.serviceOf(file, name);
    if (present !== undefined) return present;
    const id = serviceIdOf(file, new Set(this.#services.keys()), name);
    const { dataDir, forkService, clock, startQueue, wantedTasks, permitOf } = this.#options;
    this.files.add(id, { file, name }, approvedFile);
    const permit = (): RunPermit => this.files.permitOf(id, permitOf);
    const program = new ServiceProgram({ id, instance: { file, name, parameters }, bundleDir: join(dataDir, "bundles"), permit });
    const service = keptService({
      ...{ id, program, forkService, startQueue, clock, keepers: this.#keepers, wantedTasks: wantedTasks.open(id, tasks) },
      record: (change) => this.#stream.record({ ...this.#writes.withWriter(id, change), service: id }),
      snapshot: () => this.#snapshotOf(id),
      notReloaded: (reason) => this.#refused.record({ service: id, command: "reload", by: whoSaved }, reason),
    });
    this.#added(service, name ?? titleFromId(id), program.source);
    return id;
  }

  /** @throws Error where the service runs with others */
  #setParameters(id: string, parameters: ServiceParameters): void {
    const service = this.#services.get(id);
    if (service instanceof SupervisedService && service.program.setParameters(parameters))
      this.#stream.record({ kind: "sourceChanged", service: id, source: service.program.source });
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
      record: (change) => this.#stream.record({ ...this.#writes.withWriter(id, change), service: id }),
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
      this.#refused.record({ service: id, command, by }, error);
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

  /** Resolves when a removal of the file's service of that name, if one is under way, is over. */
  async untilRemoved(file: string, name?: string): Promise<void> {
    const present = this.files.serviceOf(file, name);
    if (present !== undefined) await this.#removals.get(present);
  }

  async #stopAndRemove(service: DeckService, by: Actor): Promise<void> {
    service.command("stop", by);
    await service.ended();
    service.dispose();
    this.#services.delete(service.id);
    this.files.remove(service.id);
    await this.#keepers.remove(service.id);
    this.#stream.record({ kind: "serviceRemoved", service: service.id });
  }

  /** @throws Error where service or task are unknown, the service does not run, or the task refuses */
  commandTask(id: string, task: string, command: TaskCommand, by: Actor): Promise<void> {
    return this.#refused.during({ service: id, task, command, by }, () => this.#service(id).commandTask(task, command, by));
  }

  /** @throws Error where the service is unknown, does not run, or refuses the value */
  writeAttribute(id: string, path: string, write: AttributeWrite, by: Actor): Promise<void> {
    return this.#writes.during({ service: id, path, verb: "set", by }, () => this.#service(id).writeAttribute(path, write));
  }

  /** @throws Error where the service is unknown, does not run or is elsewhere, or the value has no default or can't be written */
  resetAttribute(id: string, path: string, by: Actor): Promise<void> {
    return this.#writes.during({ service: id, path, verb: "reset", by }, () => this.#service(id).resetAttribute(path));
  }

  /** The class's defaults of values that someone wrote. @throws Error where the service is unknown */
  async readDefaults(id: string): Promise<SerializedObject[]> {
    return [...(await this.#service(id).readDefaults())];
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

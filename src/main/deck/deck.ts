import { join } from "node:path";
import type { Clock } from "#runtime/clock.ts";
import type { DeckEvent, DeckSnapshot, ExampleService, ServerStatus } from "#shared/deck-snapshot.ts";
import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import type { Event } from "#shared/emitter.ts";
import { supervisor, type Actor } from "#shared/primitives.ts";
import type { AttributeWrite, SerializedObject } from "#shared/serialized.ts";
import type { MethodArguments, TaskCommand } from "#shared/service-channel.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { DeckStream } from "./deck-stream.ts";
import { canonicalPath } from "./canonical-path.ts";
import type { ForkService } from "./fork-service.ts";
import type { Journal } from "./journal/journal.ts";
import { serviceIdOf } from "./service-id.ts";
import { FormerStates } from "./state/former-states.ts";
import { saveAll } from "./state/save-all.ts";
import { StateKeeper } from "./state/state-keeper.ts";
import { describeUnsaved } from "./state/unsaved-values.ts";
import { SupervisedService, whoSaved } from "./supervised-service.ts";
import { titleFromId } from "./title-from-id.ts";

/** How long all services together may take to stop when the deck ends, in seconds. */
const shutdownTimeoutSec = 12;

/** In the data folder. */
const stateFolder = "state";

export interface DeckOptions {
  readonly version: string;
  readonly dataDir: string;
  readonly forkService: ForkService;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly examples: readonly ExampleService[];
  readonly recentFiles: readonly string[];
  /** How long a value that changed may be unsaved, in seconds. */
  readonly saveIntervalSec: number;
}

/** All services of one Dasedeck: loads, supervises, mirrors and ends them. */
export class Deck implements Disposable {
  readonly #options: DeckOptions;
  readonly #stream: DeckStream;
  readonly #services = new Map<string, SupervisedService>();
  readonly #keepers = new Map<string, StateKeeper>();
  readonly #formerStates: FormerStates;
  readonly #unsaved: string[] = [];
  readonly #removals = new Map<string, Promise<void>>();
  readonly #owned = new DisposableStore();
  /** Changes, gathered at a rhythm that windows can follow. */
  readonly onDidChange: Event<DeckEvent[]>;
  /** Each change by itself, when it is in the mirror. */
  readonly onDidRecord: Event<DeckEvent>;

  constructor(options: DeckOptions) {
    this.#options = options;
    this.#formerStates = new FormerStates({
      folder: join(options.dataDir, stateFolder),
      knownFiles: () => [...this.services.map(({ file }) => file), ...this.#stream.deck.recentFiles],
      saveNow: async (file) => this.#keepers.get(this.services.find((service) => service.file === file)?.id ?? "")?.save(),
    });
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

  setServer(server: ServerStatus): void {
    this.#stream.record({ kind: "serverChanged", server });
  }

  setRecentFiles(files: string[]): void {
    this.#stream.record({ kind: "recentFilesChanged", files });
  }

  /**
   * Adds a service file and starts its service; one that is loaded already is started if it does not run.
   *
   * @returns the service's id. What is wrong with the file becomes the service's state.
   */
  load(file: string, by: Actor): string {
    const id = this.add(file);
    this.command(id, "start", by);
    return id;
  }

  /** Adds a service file without starting its service. One file is one service, whichever links lead to it. */
  add(givenFile: string): string {
    const file = canonicalPath(givenFile);
    const present = this.services.find((service) => service.file === file);
    if (present !== undefined) return present.id;
    const id = serviceIdOf(file, new Set(this.#services.keys()));
    const keeper = this.#stateKeeper(id, file);
    const service = new SupervisedService({
      id,
      file,
      bundleDir: join(this.#options.dataDir, "bundles"),
      forkService: this.#options.forkService,
      clock: this.#options.clock,
      record: (change) => {
        this.#stream.record({ ...change, service: id });
        if (change.kind === "treeReplaced") keeper.processLoaded();
        if (change.kind === "valueChanged") keeper.valueChanged();
        if (change.kind === "treeStale") void keeper.save();
        if (change.kind === "reloadOnSaveChanged" && change.reloadProblem !== null)
          this.#recordRefusal(id, null, "reload", whoSaved, change.reloadProblem.message);
      },
      saved: keeper,
      tasks: () => this.#snapshotOf(id)?.tasks ?? {},
    });
    this.#services.set(id, service);
    this.#keepers.set(id, keeper);
    this.#stream.record({
      kind: "serviceAdded",
      service: {
        id,
        title: titleFromId(id),
        file,
        doc: null,
        status: service.status(),
        usage: null,
        tasks: {},
        attributes: null,
        stale: false,
        output: [],
        reloadOnSave: false,
        reloadProblem: null,
      },
    });
    return id;
  }

  /** @throws Error for an unknown service */
  setReloadOnSave(id: string, on: boolean): void {
    this.#service(id).setReloadOnSave(on);
  }

  /** @throws Error for an unknown service */
  command(id: string, command: "start" | "stop" | "restart" | "forceStop", by: Actor): void {
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

  /** Resolves when a removal of this file's service, if one is under way, is over. */
  async untilRemoved(file: string): Promise<void> {
    const present = this.services.find((service) => service.file === file);
    if (present !== undefined) await this.#removals.get(present.id);
  }

  async #stopAndRemove(service: SupervisedService, by: Actor): Promise<void> {
    service.command("stop", by);
    await service.ended();
    service.dispose();
    this.#services.delete(service.id);
    const keeper = this.#keepers.get(service.id);
    await keeper?.save();
    if (keeper !== undefined) this.#noteUnsaved(service.id, keeper);
    keeper?.dispose();
    this.#keepers.delete(service.id);
    this.#stream.record({ kind: "serviceRemoved", service: service.id });
  }

  /** @throws Error where service or task are unknown, the service does not run, or the task refuses */
  async commandTask(id: string, task: string, command: TaskCommand, by: Actor): Promise<void> {
    try {
      await this.#service(id).commandTask(task, command, by);
    } catch (error) {
      this.#recordRefusal(id, task, command, by, error);
      throw error;
    }
  }

  /** @throws Error where the service is unknown, does not run, or refuses the value */
  async writeAttribute(id: string, path: string, write: AttributeWrite, by: Actor): Promise<void> {
    try {
      await this.#service(id).writeAttribute(path, write);
    } catch (error) {
      this.#recordRefusal(id, null, `set ${path}`, by, error);
      throw error;
    }
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

  /**
   * Stops all services side by side; those that have not ended in time are killed.
   *
   * @returns what could not be saved, of services that were removed before, too: a line for each
   */
  async shutDown(): Promise<readonly string[]> {
    const services = [...this.#services.values()];
    for (const service of services) service.command("stop", supervisor);
    const deadline = this.#options.clock.setTimer(shutdownTimeoutSec, () => {
      for (const service of services) service.command("forceStop", supervisor);
    });
    await Promise.all(services.map((service) => service.ended()));
    deadline.dispose();
    await saveAll(this.#keepers.values(), this.#options.clock);
    for (const [id, keeper] of this.#keepers) this.#noteUnsaved(id, keeper);
    // Whoever listens hears how it ended.
    this.#stream.tellNow();
    return this.#unsaved;
  }

  /** Ends at once: kills what still runs. */
  dispose(): void {
    for (const service of this.#services.values()) service.dispose();
    for (const keeper of this.#keepers.values()) keeper.dispose();
    this.#owned.dispose();
  }

  /** In the journal, too: it is still there when the window and the service's output are gone. */
  #noteUnsaved(id: string, keeper: StateKeeper): void {
    const { unsaved } = keeper;
    if (unsaved === null) return;
    const line = describeUnsaved(id, unsaved);
    this.#unsaved.push(line);
    this.#recordRefusal(id, null, "save", supervisor, line);
  }

  #stateKeeper(id: string, serviceFile: string): StateKeeper {
    const { clock, dataDir, saveIntervalSec } = this.#options;
    return new StateKeeper({
      folder: join(dataDir, stateFolder),
      formerStates: this.#formerStates,
      serviceFile,
      clock,
      saveIntervalSec,
      attributes: () => this.#snapshotOf(id)?.attributes ?? null,
      warn: (text) => this.#stream.record({ kind: "output", service: id, lines: [{ at: clock.now().wall, stream: "deck", text }] }),
    });
  }

  #snapshotOf(id: string): ServiceSnapshot | undefined {
    return this.services.find((service) => service.id === id);
  }

  #service(id: string): SupervisedService {
    const service = this.#services.get(id);
    if (service === undefined) throw new Error(`There is no service named ${JSON.stringify(id)}`);
    if (this.#removals.has(id)) throw new Error(`The service ${id} is being removed`);
    return service;
  }
}

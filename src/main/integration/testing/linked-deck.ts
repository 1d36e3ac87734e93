import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import { serveTree } from "#runtime/served-tree.ts";
import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import { objectAt } from "#shared/mirror-tree.ts";
import type { Actor } from "#shared/primitives.ts";
import { serializedDataService, type SerializedDataService, type SerializedObject } from "#shared/serialized.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { createDeckHandlers, type DeckHandlers } from "../../deck/deck-handlers.ts";
import { Deck } from "../../deck/deck.ts";
import type { Journal } from "../../deck/journal/journal.ts";
import { RememberedDeck } from "../../deck/remembered-deck.ts";
import { StartQueue } from "../../deck/start-queue.ts";
import { DeckWantedTasks } from "../../deck/wanted-tasks.ts";
import { taskNamed } from "../../runtime/testing/task-named.ts";
import { Node } from "../../runtime/testing/tree-edits.ts";
import type { DeckPort } from "../../service-process/deck-port.ts";
import type { OutboxLimits } from "../../service-process/outbox.ts";
import { runService, type RunningService } from "../../service-process/run-service.ts";
import { anything, contentOf, expectedAfterRestore } from "./expected-restore.ts";
import { newLab } from "./lab.ts";
import { LinkedProcess } from "./linked-process.ts";

export const tester: Actor = { kind: "operator", name: "test" };
/** What the service computes by itself. */
const properties = ["sum", "copy", "same"];
/** So many rounds in which nothing was said, and nothing is: all has arrived. */
const quietRounds = 4;
const promptRounds = 1000;
const mostRounds = 20_000;

const noJournal: Journal = {
  recordEvents: () => undefined,
  recordRefusal: () => undefined,
  read: () => Promise.resolve([]),
  readHistory: () => Promise.resolve([]),
  close: () => Promise.resolve(),
  dispose: () => undefined,
};

/** A service process as this test plays it. */
export interface PlayedProcess {
  readonly link: LinkedProcess;
  readonly service: RunningService;
  readonly world: ReturnType<typeof newLab>;
  /** Whether the service was changed before it was told of. */
  wasEditedEarly: boolean;
}

/** A real deck with one service, whose processes are played in this one: every hop is the real code, and every message waits to be delivered. */
export class LinkedDeck implements Disposable {
  readonly clock = new FakeClock();
  readonly deck: Deck;
  readonly handlers: DeckHandlers;
  readonly id: string;
  readonly processes: PlayedProcess[] = [];
  readonly #owned = new DisposableStore();
  readonly #outboxLimits: OutboxLimits | undefined;
  readonly #fresh: SerializedDataService;
  /** What processes were when they ended by themselves, and what the deck had heard of it; not compared yet. */
  readonly #lastWords: { readonly said: SerializedDataService; readonly heard: SerializedDataService | null }[] = [];
  /** Likewise, what processes became, and what was known before. */
  readonly #restored: { readonly now: SerializedDataService; readonly before: SerializedDataService | null }[] = [];

  /** Whether the process that was loaded last began as its class is. */
  #wasFresh = true;

  private constructor(dataDir: string, remembered: RememberedDeck, outboxLimits: OutboxLimits | undefined) {
    this.#outboxLimits = outboxLimits;
    this.#fresh = this.#owned.add(serveTree(newLab().root, { clock: this.clock, warn: () => undefined })).serialize();
    this.deck = this.#owned.add(
      new Deck({
        wantedTasks: new DeckWantedTasks(),
        version: "0.0.0",
        dataDir,
        forkService: () => this.#fork(),
        connectRemote: () => {
          throw new Error("There is nothing remote here");
        },
        clock: this.clock,
        journal: noJournal,
        examples: [],
        recentFiles: [],
        saveIntervalSec: 5,
        startQueue: this.#owned.add(new StartQueue(this.clock, 1)),
        permitOf: null,
      }),
    );
    this.handlers = createDeckHandlers({
      deck: this.deck,
      remembered,
      journal: noJournal,
      chooseServiceFiles: () => Promise.resolve([]),
      chooseCertificateFile: () => Promise.resolve(null),
      network: null,
      allowRemotes: false,
      log: () => undefined,
    });
    this.id = this.deck.load(join(dataDir, "lab.ts"), tester);
  }

  /** @param outboxLimits - of its service processes; default: as they are. */
  static async open(dataDir: string, outboxLimits?: OutboxLimits): Promise<LinkedDeck> {
    const remembered = await RememberedDeck.open(dataDir, (message) => {
      throw new Error(message);
    });
    return new LinkedDeck(dataDir, remembered, outboxLimits);
  }

  get process(): PlayedProcess {
    const process = this.processes.at(-1);
    if (process === undefined) throw new Error("There has been no process yet");
    return process;
  }

  /** What the deck knows of the service. */
  get mirror(): ServiceSnapshot {
    const service = this.deck.services[0];
    if (service === undefined) throw new Error("The deck has no service");
    return service;
  }

  /** Has the service running, and lets everything that is under way arrive. */
  async settle(): Promise<void> {
    let quiet = 0;
    for (let round = 0; quiet < quietRounds; round++) {
      // The disk is a real one, and may take longer than all these rounds.
      if (round > promptRounds) await delay(1);
      if (round > mostRounds) throw new Error(`The service is ${this.mirror.status.state} and does not come to rest`);
      if (["stopped", "failed"].includes(this.mirror.status.state)) this.deck.command(this.id, "start", tester);
      const { link } = this.process;
      const delivered = (await link.deliverToService(Infinity)) + (await link.deliverToDeck(Infinity));
      await this.clock.advance(0.016);
      quiet = delivered === 0 && this.mirror.status.state === "running" ? quiet + 1 : 0;
    }
  }

  /** The mirror is exactly what the service is. */
  expectSame(): void {
    const { tree } = this.process.service;
    if (tree === null) throw new Error("The service is not loaded");
    const { attributes, tasks, stale } = this.mirror;
    expectSameTree(attributes, tree.serialize());
    expect(tasks).toEqual(tree.taskSnapshots());
    expect(stale).toBe(false);
    for (const { said, heard } of this.#lastWords.splice(0)) expectSameTree(heard, said);
    for (const { now, before } of this.#restored.splice(0)) expectRestoredTree(now, this.#fresh, before);
  }

  /** Lets all tasks that were ever made come to their end. */
  async end(): Promise<void> {
    this.deck.command(this.id, "forceStop", tester);
    await this.process.link.deliverToDeck(Infinity);
    // One that was loading when it was killed has loaded by then.
    await this.clock.advance(1);
    for (const { service, world } of this.processes) {
      await service.tree?.stopTasks(tester);
      for (const thing of world.things) if (thing instanceof Node) await taskNamed(thing, "poll").stop();
      service.dispose();
    }
    // One that was killed while it restored waits for an answer until its patience is over.
    await this.clock.advance(15);
    await this.deck.shutDown();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #fork(): LinkedProcess {
    const link = new LinkedProcess();
    const world = newLab();
    let whenStopped: SerializedDataService | null = null;
    const onStop = (): void => {
      whenStopped ??= service.tree?.serialize() ?? null;
    };
    const service = runService(watched(link.port, onStop), {
      clock: this.clock,
      loadService: () => {
        this.#watchLoaded(played);
        return Promise.resolve(world.root);
      },
      readUsage: () => ({ memoryBytes: 1, processorMicros: 0 }),
      exit: (code) => {
        const said = service.tree?.serialize();
        // What changes while the process waits for its end may be lost with it.
        if (code === 0 && link.isAlive && said !== undefined && isDeepStrictEqual(said, whenStopped))
          this.#lastWords.push({ said, heard: structuredClone(this.mirror.attributes) });
        link.exit(code);
      },
      ...(this.#outboxLimits && { outboxLimits: this.#outboxLimits }),
    });
    const played: PlayedProcess = { link, service, world, wasEditedEarly: false };
    this.processes.push(played);
    return link;
  }

  /** Keeps what was known of the service when it began to load, and what it became: the one is in the other, if nobody changed it meanwhile. */
  #watchLoaded(played: PlayedProcess): void {
    const before = structuredClone(this.mirror.attributes);
    const { link } = played;
    const loaded = link.onDidReceive((received) => {
      const description = loadedIn(received);
      if (description === null) return;
      loaded.dispose();
      // What was edited before it was served seems to be what the class puts there: then, as after an edit of the class, entries are restored by themselves.
      if (!played.wasEditedEarly && this.#wasFresh) this.#restored.push({ now: description, before });
      this.#wasFresh = !played.wasEditedEarly;
    });
    this.#owned.add(loaded);
  }
}

/** The port, with a look at each request to stop before it is followed. */
function watched(port: DeckPort, onStop: () => void): DeckPort {
  return {
    ...port,
    onMessage: (listener) =>
      port.onMessage((message) => {
        if ((message as { m?: string }).m === "stop") onStop();
        listener(message);
      }),
  };
}

/** The tree in a message that tells of a loaded service. */
function loadedIn(received: unknown): SerializedDataService | null {
  const { dasedeck } = received as { dasedeck: { m?: string; a?: [{ attributes: SerializedDataService }] } };
  return dasedeck.m === "loaded" ? (dasedeck.a?.[0].attributes ?? null) : null;
}

function expectRestoredTree(now: SerializedDataService, fresh: SerializedDataService, before: SerializedObject | null): void {
  for (const [path, expected] of expectedAfterRestore(fresh, before, properties)) {
    if (expected === anything) continue;
    const found = objectAt(now, path);
    expect([path, found && contentOf(found)]).toEqual([path, expected]);
  }
}

/** Equal to the last letter, the order of members included. */
export function expectSameTree(found: SerializedDataService | null | undefined, served: SerializedDataService): void {
  expect(found).toEqual(served);
  expect(inOneOrder(found)).toBe(inOneOrder(served));
}

/** As text; the words that describe one value, whose order says nothing, in that of the schema. */
function inOneOrder(tree: unknown): string {
  return JSON.stringify(serializedDataService.parse(tree));
}

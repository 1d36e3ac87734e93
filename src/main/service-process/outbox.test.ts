import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import type { TreeNews } from "#runtime/tree-change.ts";
import type { TreeChange } from "#shared/service-channel.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { Outbox } from "./outbox.ts";

/** What the deck was told of a task: which transition it was. */
interface Told {
  readonly path: string;
  readonly number: number;
}

const automatic = (path: string, number: number): TreeNews => transition(path, number, true);
const byCommand = (path: string, number: number): TreeNews => transition(path, number, false);

function transition(path: string, number: number, isAutomatic: boolean): TreeNews {
  // Only who reads a snapshot cares for the rest of it.
  return { kind: "taskChanged", transition: { path, isAutomatic, snapshot: () => ({ path, sequence: number }) as TaskSnapshot } };
}

function value(path: string, number: number, isNew = false): TreeNews {
  return { kind: "valueChanged", value: { full_access_path: path, type: "float", value: number, readonly: false, doc: null }, isNew };
}

function read(change: TreeChange): Told {
  if (change.kind === "taskChanged") return { path: change.task.path, number: change.task.sequence };
  if (change.kind === "valueChanged") return { path: change.value.full_access_path, number: Number(change.value.value) };
  throw new Error(`Nothing is taken away in these tests: ${change.path}`);
}

/** A deck that takes messages when the test says so. */
class SlowDeck {
  readonly messages: Told[][] = [];
  #take: (() => void) | null = null;

  readonly receive = (changes: readonly TreeChange[]): Promise<void> => {
    this.messages.push(changes.map(read));
    return new Promise((resolve) => {
      this.#take = resolve;
    });
  };

  get told(): Told[] {
    return this.messages.flat();
  }

  get isBusy(): boolean {
    return this.#take !== null;
  }

  async take(): Promise<void> {
    this.#take?.();
    this.#take = null;
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

let clock: FakeClock;
let deck: SlowDeck;
let outbox: Outbox;

beforeEach(() => {
  clock = new FakeClock();
  deck = new SlowDeck();
  outbox = new Outbox(clock, deck.receive);
});
afterEach(() => outbox.dispose());

/** Lets the deck take message after message, and time pass, until nothing is left to tell. */
async function drain(): Promise<void> {
  do {
    await deck.take();
    await clock.advance(0.016);
  } while (deck.isBusy);
}

describe("the outbox", () => {
  it("tells at once while the deck is not busy, and gathers while it is", async () => {
    outbox.take([value("a", 1)]);
    outbox.take([value("a", 2), value("b", 1)]);
    outbox.take([value("a", 3)]);
    expect(deck.messages).toEqual([[{ path: "a", number: 1 }]]);
    await deck.take();
    expect(deck.messages[1]).toEqual([
      { path: "a", number: 2 },
      { path: "b", number: 1 },
      { path: "a", number: 3 },
    ]);
    await drain();
  });

  it.each([
    ["tasks", byCommand, 64],
    ["plain values", value, 512],
  ])("cuts much news of %s into messages that the deck can bear, and no smaller ones", async (_, newsOf, longest) => {
    outbox.take(Array.from({ length: 2000 }, (_, number) => newsOf(`place${number}`, number)));
    await drain();
    expect(deck.told).toHaveLength(2000);
    expect(Math.max(...deck.messages.map((message) => message.length))).toBe(longest);
  });

  it("resolves `sent` once what has happened by then is on its way, however much more comes", async () => {
    const sent: string[] = [];
    outbox.take([value("a", 1)]);
    outbox.take(Array.from({ length: 100 }, (_, number) => byCommand(`task${number}`, 1)));
    void outbox.sent().then(() => sent.push("first"));
    outbox.take(Array.from({ length: 100 }, (_, number) => byCommand(`late${number}`, 1)));
    await deck.take();
    expect(sent).toEqual([]);
    await deck.take();
    expect(sent).toEqual(["first"]);
    await drain();
    await outbox.sent();
  });

  it("does not let what a person asked for wait behind the restarts of a thousand tasks", async () => {
    const tasks = Array.from({ length: 1000 }, (_, task) => `task${task}`);
    for (let number = 1; number <= 3; number++) outbox.take(tasks.map((path) => automatic(path, number)));
    outbox.take([byCommand("task700", 4)]);
    const sent = outbox.sent();
    await deck.take();
    await sent;
    expect(deck.messages[1]?.filter(({ path }) => path === "task700").at(-1)).toEqual({ path: "task700", number: 4 });
    await drain();
  });

  it("tells automatic restarts in a rhythm, and what a person did at once with all that came before it", async () => {
    outbox.take([automatic("poll", 1)]);
    await deck.take();
    outbox.take([automatic("poll", 2)]);
    expect(deck.messages).toHaveLength(1);
    outbox.take([byCommand("poll", 3)]);
    expect(deck.messages[1]).toEqual([
      { path: "poll", number: 2 },
      { path: "poll", number: 3 },
    ]);
    await deck.take();
    outbox.take([automatic("poll", 4)]);
    expect(deck.messages).toHaveLength(2);
    await clock.advance(0.02);
    expect(deck.messages[2]).toEqual([{ path: "poll", number: 4 }]);
    await drain();
  });

  it("keeps of a task in an endless round only the newest, and every task gets its turn", async () => {
    const tasks = Array.from({ length: 500 }, (_, task) => `task${task}`);
    for (let number = 1; number <= 200; number++) outbox.take(tasks.map((path) => automatic(path, number)));
    await drain();
    for (const path of tasks) expect(deck.told.filter((told) => told.path === path).at(-1)?.number).toBe(200);
    expect(deck.told.length).toBeLessThan(2000);
  });

  it("goes on when a message could not be delivered", async () => {
    const failing = new Outbox(clock, (changes) => {
      deck.messages.push(changes.map(read));
      return Promise.reject(new Error("closed"));
    });
    failing.take([value("a", 1)]);
    await expect.poll(() => deck.messages).toHaveLength(1);
    failing.take([value("a", 2)]);
    await expect.poll(() => deck.messages).toHaveLength(2);
    failing.dispose();
  });
});

describe("a process that ends", () => {
  it("says all that is left, though the deck has not taken what was told before", async () => {
    outbox.take([value("a", 0)]);
    outbox.take(Array.from({ length: 500 }, (_, number) => byCommand(`task${number}`, 1)));
    outbox.take(Array.from({ length: 500 }, (_, number) => automatic(`round${number}`, 1)));
    const sent = outbox.sent();
    outbox.sendAll();
    await sent;
    expect(deck.told).toHaveLength(1001);
    await drain();
  });
});

it("keeps the order in which values came to their places, whatever else it leaves out of a flood of changes", async () => {
  outbox = new Outbox(clock, deck.receive, { heaviestMessage: 512, automaticShare: 128, crowdedFrom: 256, overcrowdedFrom: 0 });
  outbox.take([value("under way", 0)]);
  outbox.take([value("a", 1, true), value("b", 2, true), value("a", 3), value("a", 4), value("b", 5)]);
  // It was away, and comes again behind the others.
  outbox.take([value("a", 6, true), value("a", 7)]);
  await drain();
  expect(deck.told.slice(1).map(({ number }) => number)).toEqual([2, 5, 6, 7]);
});

it("does not let values that change without end hide that tasks fail", async () => {
  outbox.take([value("first", 1)]);
  for (let number = 1; number <= 20_000; number++)
    outbox.take([value(`v${number % 1000}`, number), automatic(`task${number % 100}`, number)]);
  for (let messages = 0; messages < 30; messages++) await deck.take();
  const tasks = new Set(deck.told.map(({ path }) => path).filter((path) => path.startsWith("task")));
  expect(tasks.size).toBe(100);
  await drain();
});

describe("always", () => {
  const paths = ["a", "b", "c"];
  const step = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("automatic" as const),
        path: fc.constantFrom(...paths),
        times: fc.integer({ min: 1, max: 400 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom("byCommand" as const, "value" as const),
        path: fc.constantFrom(...paths),
        times: fc.constant(1),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constantFrom("take" as const, "wait" as const), path: fc.constant(""), times: fc.constant(1) }),
    },
  );

  it("tells every command's doing and every value in order, the last of everything, and nothing twice", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        clock = new FakeClock();
        deck = new SlowDeck();
        outbox = new Outbox(clock, deck.receive);
        const happened: { told: Told; mustBeTold: boolean }[] = [];
        let number = 0;
        for (const { kind, path, times } of steps) {
          if (kind === "take") await deck.take();
          else if (kind === "wait") await clock.advance(0.016);
          else
            for (let time = 0; time < times; time++) {
              number++;
              const at = kind === "value" ? `${path}.value` : path;
              happened.push({ told: { path: at, number }, mustBeTold: kind !== "automatic" });
              outbox.take([kind === "value" ? value(at, number) : transition(at, number, kind === "automatic")]);
            }
        }
        await drain();
        for (const path of new Set(happened.map(({ told }) => told.path))) {
          const all = happened.filter(({ told }) => told.path === path);
          const told = deck.told.filter((item) => item.path === path).map((item) => item.number);
          expect(told).toEqual(told.toSorted((a, b) => a - b));
          expect(new Set(told).size).toBe(told.length);
          expect(told.at(-1)).toBe(all.at(-1)?.told.number);
          for (const item of all) if (item.mustBeTold) expect(told).toContain(item.told.number);
        }
        outbox.dispose();
      }),
    );
  });
});

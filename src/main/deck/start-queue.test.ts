import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import type { Disposable } from "#shared/disposable.ts";
import { StartQueue } from "./start-queue.ts";

let clock: FakeClock;
let started: string[];

beforeEach(() => {
  clock = new FakeClock();
  started = [];
});

function enqueue(queue: StartQueue, name: string): Disposable {
  return queue.enqueue(() => started.push(name));
}

it("starts at once while there is room, and the others in order as room is made", () => {
  const queue = new StartQueue(clock, 2);
  const [a, b] = ["a", "b", "c", "d"].map((name) => enqueue(queue, name));
  expect(started).toEqual(["a", "b"]);
  b?.dispose();
  expect(started).toEqual(["a", "b", "c"]);
  a?.dispose();
  a?.dispose();
  expect(started).toEqual(["a", "b", "c", "d"]);
  queue.dispose();
});

it("forgets one that is stopped while it waits", () => {
  const queue = new StartQueue(clock, 1);
  const [a, b] = ["a", "b", "c"].map((name) => enqueue(queue, name));
  b?.dispose();
  a?.dispose();
  expect(started).toEqual(["a", "c"]);
  queue.dispose();
});

it("starts nothing until it is released", () => {
  const queue = new StartQueue(clock, 4, true);
  enqueue(queue, "a");
  enqueue(queue, "b");
  expect(started).toEqual([]);
  queue.release();
  expect(started).toEqual(["a", "b"]);
  queue.dispose();
});

it("a service that takes long to load does not hold up the others", async () => {
  const queue = new StartQueue(clock, 1);
  const turns = ["slow", "quick"].map((name) => enqueue(queue, name));
  await clock.advance(4.9);
  expect(started).toEqual(["slow"]);
  await clock.advance(0.2);
  expect(started).toEqual(["slow", "quick"]);
  for (const turn of turns) turn.dispose();
  queue.dispose();
  expect(clock.pendingTimers).toBe(0);
});

it("never has more starting than it may, and starts each once", () => {
  const step = fc.record({ kind: fc.constantFrom("enqueue", "leave"), which: fc.nat(20) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), (maxParallel, steps) => {
      const queue = new StartQueue(new FakeClock(), maxParallel);
      const places: Disposable[] = [];
      const running = new Set<number>();
      const seen = new Set<number>();
      for (const { kind, which } of steps) {
        if (kind === "enqueue") {
          const number = places.length;
          places.push(
            queue.enqueue(() => {
              expect(seen.has(number)).toBe(false);
              seen.add(number);
              running.add(number);
            }),
          );
        } else if (which < places.length) {
          running.delete(which);
          places[which]?.dispose();
        }
        expect(running.size).toBeLessThanOrEqual(maxParallel);
      }
      queue.dispose();
    }),
  );
});

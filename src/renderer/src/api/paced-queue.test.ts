import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPacedQueue, type PacedQueue } from "./paced-queue.ts";

let queue: PacedQueue<number> | undefined;
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  queue?.dispose();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** @param drawingMs - how long what is drawn after each delivery takes */
function setUp(drawingMs = 0): { queue: PacedQueue<number>; heard: { items: number[] }[] } {
  const heard: { items: number[] }[] = [];
  let spent = 0;
  vi.spyOn(performance, "now").mockImplementation(() => Date.now() + spent);
  queue = createPacedQueue((items) => {
    heard.push({ items });
    spent += drawingMs;
  });
  return { queue, heard };
}

it("hands on at once while it is quiet", () => {
  const { queue, heard } = setUp();
  queue.push([1, 2]);
  expect(heard.map(({ items }) => items)).toEqual([[1, 2]]);
  vi.advanceTimersByTime(1000);
  queue.push([3]);
  expect(heard.map(({ items }) => items)).toEqual([[1, 2], [3]]);
});

it("hands on together what came meanwhile, nothing twice, in order", () => {
  const { queue, heard } = setUp();
  queue.push([1]);
  queue.push([2]);
  queue.push([3, 4]);
  vi.advanceTimersByTime(1000);
  expect(heard.map(({ items }) => items)).toEqual([[1], [2, 3, 4]]);
});

it("forgets what is not wanted any more", () => {
  const { queue, heard } = setUp();
  queue.push([1]);
  queue.push([2]);
  queue.clear();
  vi.advanceTimersByTime(1000);
  expect(heard.map(({ items }) => items)).toEqual([[1]]);
});

it("rests for as long as the drawing took, but never long", () => {
  for (const [drawingMs, rests] of [
    [40, 40],
    [5000, 250],
  ] as const) {
    const { queue, heard } = setUp(drawingMs);
    queue.push([1]);
    queue.push([2]);
    vi.advanceTimersByTime(rests - 1);
    expect(heard).toHaveLength(1);
    vi.advanceTimersByTime(2);
    expect(heard).toHaveLength(2);
    queue.dispose();
    vi.restoreAllMocks();
  }
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPacedSender } from "./paced-sender.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("sends the first at once, then the latest at most every 100 ms, and the last in any case", async () => {
  const sent: number[] = [];
  const sender = createPacedSender<number>({ send: (value) => Promise.resolve(sent.push(value) > 0), everyMs: 100 });
  for (let value = 1; value <= 25; value++) {
    sender.offer(value);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(sent).toEqual([1, 10, 20]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toEqual([1, 10, 20, 25]);
});

it("waits for an answer that takes long", async () => {
  const sent: number[] = [];
  const answers: ((taken: boolean) => void)[] = [];
  const sender = createPacedSender<number>({
    send: (value) => {
      sent.push(value);
      return new Promise((resolve) => answers.push(resolve));
    },
    everyMs: 100,
  });
  sender.offer(1);
  await vi.advanceTimersByTimeAsync(500);
  sender.offer(2);
  sender.offer(3);
  await vi.advanceTimersByTimeAsync(500);
  expect(sent).toEqual([1]);
  answers[0]?.(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual([1, 3]);
});

it("forgets what waits behind a value that was refused, and sends the next", async () => {
  const sent: number[] = [];
  const sender = createPacedSender<number>({ send: (value) => Promise.resolve(sent.push(value) > 1), everyMs: 100 });
  sender.offer(1);
  sender.offer(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toEqual([1]);
  sender.offer(3);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toEqual([1, 3]);
});

it("sends what is offered after a refusal, however soon", async () => {
  const sent: number[] = [];
  const sender = createPacedSender<number>({ send: (value) => Promise.resolve(sent.push(value) > 1), everyMs: 100 });
  sender.offer(1);
  await vi.advanceTimersByTimeAsync(20);
  sender.offer(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toEqual([1, 2]);
});

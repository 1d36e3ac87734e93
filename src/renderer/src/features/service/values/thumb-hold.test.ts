import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createThumbHold } from "./thumb-hold.ts";

const letGo = vi.fn<(position: number) => void>();

beforeEach(() => {
  vi.useFakeTimers();
  letGo.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

it("keeps a thumb that is pressed where it is, however long ago its position was taken", () => {
  const hold = createThumbHold({ letGo, afterMs: 400 });
  hold.press(3);
  hold.settle(5);
  vi.advanceTimersByTime(10_000);
  expect(letGo).not.toHaveBeenCalled();
  hold.release();
  vi.advanceTimersByTime(399);
  expect(letGo).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(letGo).toHaveBeenCalledExactlyOnceWith(5);
});

it("lets go of a position that is answered after the thumb was released, and of one that was never moved", () => {
  const hold = createThumbHold({ letGo, afterMs: 400 });
  hold.press(3);
  hold.release();
  vi.advanceTimersByTime(400);
  expect(letGo).toHaveBeenLastCalledWith(3);
  hold.press(null);
  hold.release();
  hold.settle(7);
  vi.advanceTimersByTime(400);
  expect(letGo).toHaveBeenLastCalledWith(7);
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { DeckApi } from "#shared/deck-api.ts";
import { noteOwnWrites } from "./own-writes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const write = { service: "laser", path: "voltage" };
const value = { type: "float", value: 2 } as const;

it("knows a write while it runs and until its report has come, however it ends", async () => {
  let answer = (): void => undefined;
  const api = {
    setAttribute: () => new Promise<void>((resolve) => (answer = resolve)),
    resetAttribute: () => Promise.reject(new Error("has no default")),
  } as unknown as DeckApi;
  const own = noteOwnWrites(api);
  const written = own.api.setAttribute({ ...write, value });
  expect([own.ownWrites.has("laser", "voltage"), own.ownWrites.has("laser", "current"), own.ownWrites.has("pump", "voltage")]).toEqual([
    true,
    false,
    false,
  ]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(own.ownWrites.has("laser", "voltage")).toBe(true);
  answer();
  await written;
  await expect(own.api.resetAttribute(write)).rejects.toThrow("has no default");
  await vi.advanceTimersByTimeAsync(400);
  expect(own.ownWrites.has("laser", "voltage")).toBe(true);
  await vi.advanceTimersByTimeAsync(200);
  expect(own.ownWrites.has("laser", "voltage")).toBe(false);
});

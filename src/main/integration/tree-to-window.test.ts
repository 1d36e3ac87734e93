import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OutboxLimits } from "../service-process/outbox.ts";
import { DeckWindow } from "./testing/deck-window.ts";
import { expectSameTree, LinkedDeck } from "./testing/linked-deck.ts";
import { anyStep, type Scene, type Step } from "./testing/steps.ts";

/** A deck that takes so little at a time that much has to wait. */
const narrow: OutboxLimits = { heaviestMessage: 9, automaticShare: 8, crowdedFrom: 2, overcrowdedFrom: 3 };
const all = { events: Infinity, calls: Infinity, answers: Infinity };

/** Lets everything arrive everywhere, and compares what is known at the service, the deck and every window. */
const quiet: Step = {
  label: "quiet",
  async run({ linked, windows }) {
    await linked.settle();
    linked.expectSame();
    // Who has missed something without a sign notices at the next event.
    linked.deck.setRecentFiles([`/lab/${linked.deck.snapshot().sequence}.ts`]);
    await linked.clock.advance(0.016);
    for (const window of windows) {
      window.connect();
      await vi.waitFor(
        async () => {
          await window.deliver(all);
          expect(window.view?.sequence).toBe(linked.deck.snapshot().sequence);
        },
        { interval: 1, timeout: 10_000 },
      );
      expect({ ...window.view, takenAt: null }).toEqual({ ...linked.deck.snapshot(), takenAt: null });
      const { tree } = linked.process.service;
      if (tree !== null) expectSameTree(window.view?.services[0]?.attributes, tree.serialize());
    }
  },
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-window-"));
  // What can't be served or restored is said there.
  vi.spyOn(console, "warn").mockReturnValue();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

async function play(steps: readonly Step[], limits: OutboxLimits | null): Promise<void> {
  const linked = await LinkedDeck.open(await mkdtemp(join(folder, "run-")), limits ?? undefined);
  const windows = [new DeckWindow(linked.deck, linked.handlers)];
  const scene: Scene = { linked, windows };
  try {
    await linked.settle();
    for (const step of [...steps, quiet]) await step.run(scene);
  } finally {
    await linked.end();
    for (const window of windows) window.dispose();
    linked.dispose();
  }
}

describe("a service's tree, the deck's mirror of it and every window's view", () => {
  it("are exactly the same, whatever is edited, reloaded, cut off and killed, and whenever", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep(quiet), { maxLength: 80, size: "max" }), fc.option(fc.constant(narrow)), async (steps, limits) =>
        play(steps, limits),
      ),
      // More, with `DASEDECK_RUNS=5000`, after a change of anything on the way.
      { numRuns: Number(process.env["DASEDECK_RUNS"] ?? 120) },
    );
  }, 600_000);
});

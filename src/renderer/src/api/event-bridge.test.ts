import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { Disposable } from "#shared/disposable.ts";
import { aDeck, aService, aStatus, at, running } from "#shared/testing/snapshots.ts";
import { clockOffsetKey, deckViewKey } from "./deck-view.ts";
import { openEventBridge } from "./event-bridge.ts";
import type { Connection } from "#shared/deck-transport.ts";

const recent = (sequence: number): DeckEvent => ({ sequence, at, change: { kind: "recentFilesChanged", files: [`file-${sequence}`] } });
const added = (sequence: number, id: string): DeckEvent => ({
  sequence,
  at,
  change: { kind: "serviceAdded", service: aService(id, aStatus(running)) },
});

interface Answer {
  resolve: (deck: DeckSnapshot) => void;
  reject: (error: Error) => void;
}

let bridge: Disposable | undefined;
afterEach(() => bridge?.dispose());

/** A deck whose events, connection and answers the test gives by hand. */
function setUp(): {
  emit: (...events: DeckEvent[]) => void;
  connect: (connection: Connection) => void;
  answers: Answer[];
  view: () => DeckSnapshot | undefined;
  clockOffsetMs: () => number | undefined;
  heard: Connection[];
} {
  const queryClient = new QueryClient();
  const answers: Answer[] = [];
  const heard: Connection[] = [];
  let emit: (events: DeckEvent[]) => void = () => undefined;
  let connect: (connection: Connection) => void = () => undefined;
  bridge = openEventBridge({
    queryClient,
    transport: {
      onEvents(listener) {
        emit = listener;
        return () => (emit = () => undefined);
      },
      onConnection(listener) {
        connect = listener;
        listener({ state: "connected" });
        return () => (connect = () => undefined);
      },
    },
    getSnapshot: () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
    onConnection: (connection) => heard.push(connection),
    retryDelayMs: 1,
  });
  return {
    emit: (...events) => emit(events),
    connect: (connection) => connect(connection),
    answers,
    view: () => queryClient.getQueryData<DeckSnapshot>(deckViewKey),
    clockOffsetMs: () => queryClient.getQueryData<number>(clockOffsetKey),
    heard,
  };
}

describe("the event bridge", () => {
  it("applies what happens while the snapshot is on its way exactly once", async () => {
    const deck = setUp();
    deck.emit(added(4, "old"), added(5, "in-both"));
    deck.emit(added(6, "newer"));
    deck.answers[0]?.resolve(aDeck(5, [aService("in-both", aStatus(running))]));
    await vi.waitFor(() => expect(deck.view()?.sequence).toBe(6));
    expect(deck.view()?.services.map((service) => service.id)).toEqual(["in-both", "newer"]);
    expect(deck.answers).toHaveLength(1);
  });

  it("applies later events and leaves alone what they don't concern", async () => {
    const deck = setUp();
    deck.answers[0]?.resolve(aDeck(1, [aService("a", aStatus(running))]));
    await vi.waitFor(() => expect(deck.view()).toBeDefined());
    const before = deck.view()?.services;
    deck.emit(recent(2), recent(3));
    await vi.waitFor(() => expect(deck.view()?.recentFiles).toEqual(["file-3"]));
    expect(deck.view()?.services).toBe(before);
  });

  it("fetches afresh where events are missing", async () => {
    const deck = setUp();
    deck.answers[0]?.resolve(aDeck(1));
    await vi.waitFor(() => expect(deck.view()?.sequence).toBe(1));
    deck.emit(recent(5));
    expect(deck.view()?.sequence).toBe(1);
    deck.emit(recent(6));
    await vi.waitFor(() => expect(deck.answers).toHaveLength(2));
    deck.answers[1]?.resolve(aDeck(5));
    await vi.waitFor(() => expect(deck.view()?.recentFiles).toEqual(["file-6"]));
  });

  it("takes a fresh snapshot after a reconnection, also of a deck that counts from the beginning again", async () => {
    const deck = setUp();
    deck.answers[0]?.resolve(aDeck(90));
    await vi.waitFor(() => expect(deck.heard).toEqual([{ state: "connected" }]));
    deck.connect({ state: "lost", reason: "gone" });
    deck.connect({ state: "connected" });
    expect(deck.heard.at(-1)).toEqual({ state: "lost", reason: "gone" });
    deck.emit(recent(3));
    deck.answers[1]?.resolve(aDeck(2));
    await vi.waitFor(() => expect(deck.heard.at(-1)).toEqual({ state: "connected" }));
    expect(deck.view()?.sequence).toBe(3);
  });

  it("drops the answer of a connection that is gone", async () => {
    const deck = setUp();
    deck.connect({ state: "lost", reason: "gone" });
    deck.connect({ state: "connected" });
    deck.answers[1]?.resolve(aDeck(7));
    await vi.waitFor(() => expect(deck.view()?.sequence).toBe(7));
    deck.answers[0]?.resolve(aDeck(3));
    await Promise.resolve();
    expect(deck.view()?.sequence).toBe(7);
  });

  it("says that the deck can't be read, and tries again", async () => {
    const deck = setUp();
    deck.answers[0]?.reject(new Error("not now"));
    await vi.waitFor(() => expect(deck.heard).toEqual([{ state: "lost", reason: "not now" }]));
    await vi.waitFor(() => expect(deck.answers).toHaveLength(2));
    deck.answers[1]?.resolve(aDeck(1));
    await vi.waitFor(() => expect(deck.heard.at(-1)).toEqual({ state: "connected" }));
  });

  it("tells how far the deck's clock is off", async () => {
    const deck = setUp();
    const tenMinutesAhead = new Date(Date.now() + 600_000).toISOString();
    deck.answers[0]?.resolve({ ...aDeck(1), takenAt: tenMinutesAhead });
    await vi.waitFor(() => expect(deck.clockOffsetMs()).toBeGreaterThan(590_000));
    expect(deck.clockOffsetMs()).toBeLessThanOrEqual(600_000);
  });
});

import { describe, expect, it } from "vitest";
import { applyDeckEvent } from "#shared/apply-deck-event.ts";
import type { DeckChange, DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { SerializedDataService, SerializedObject } from "#shared/serialized.ts";
import { aDeck, aService, aStatus, aTask, at, running } from "#shared/testing/snapshots.ts";
import { applyDeckEvents } from "./deck-view.ts";

const number = (path: string, value: number): SerializedObject => ({
  type: "float",
  value,
  full_access_path: path,
  doc: null,
  readonly: false,
});
const tree = (values: Record<string, SerializedObject>): SerializedDataService => ({
  type: "DataService",
  name: "S",
  full_access_path: "",
  doc: null,
  readonly: false,
  value: values,
});

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

/** What every window starts from, frozen: whatever were changed in place would throw. */
function setUp(): DeckSnapshot {
  const attributes = tree({ voltage: number("voltage", 1), current: number("current", 2) });
  const one = { ...aService("one", aStatus(running), [aTask("a", { state: "running" }), aTask("b", { state: "running" })]), attributes };
  return deepFreeze(aDeck(5, [one, aService("two", aStatus(running), [aTask("c", { state: "running" })])]));
}

const events = (...changes: DeckChange[]): DeckEvent[] => changes.map((change, index) => ({ sequence: 6 + index, at, change }));

const restless = events(
  { kind: "taskChanged", service: "one", task: aTask("a", { state: "stuck" }) },
  { kind: "valueChanged", service: "one", value: number("voltage", 7) },
  { kind: "output", service: "one", lines: [{ at, stream: "stdout", text: "hello" }] },
  { kind: "valueChanged", service: "one", value: number("voltage", 8) },
  { kind: "treeStale", service: "one" },
  {
    kind: "treeReplaced",
    service: "one",
    title: "One",
    doc: null,
    tasks: { d: aTask("d", { state: "inactive" }) },
    attributes: tree({ x: number("x", 1) }),
  },
  { kind: "valueChanged", service: "one", value: number("x", 2) },
  { kind: "valueChanged", service: "one", value: number("y", 3) },
  { kind: "valueRemoved", service: "one", path: "x" },
  { kind: "taskRemoved", service: "one", path: "d" },
  { kind: "serviceAdded", service: aService("three", aStatus(running), [aTask("e", { state: "inactive" })]) },
  { kind: "taskChanged", service: "three", task: aTask("e", { state: "running" }) },
  { kind: "serviceRemoved", service: "two" },
  { kind: "statusChanged", service: "nobody", status: aStatus(running) },
  { kind: "recentFilesChanged", files: ["/lab/one.ts"] },
);

describe("the deck after events", () => {
  it.each(restless.map((_, index) => index + 1))("is what the deck itself makes of the first %d", (count) => {
    const expected = structuredClone(setUp());
    for (const event of restless.slice(0, count)) applyDeckEvent(expected, structuredClone(event));
    const given = deepFreeze(structuredClone(restless.slice(0, count)));
    expect(applyDeckEvents(setUp(), structuredClone(given))).toEqual(expected);
    expect(restless.slice(0, count).reduce((deck, event) => applyDeckEvents(deck, [structuredClone(event)]), setUp())).toEqual(expected);
  });

  it("keeps the identity of everything that did not change", () => {
    const deck = setUp();
    const changed = applyDeckEvents(deck, events({ kind: "valueChanged", service: "one", value: number("voltage", 7) }));
    expect(changed.services[1]).toBe(deck.services[1]);
    expect(changed.services[0]?.status).toBe(deck.services[0]?.status);
    expect(changed.services[0]?.tasks["a"]).toBe(deck.services[0]?.tasks["a"]);
    expect(changed.services[0]?.attributes?.value["current"]).toBe(deck.services[0]?.attributes?.value["current"]);
    expect(changed.services[0]?.attributes?.value["voltage"]?.value).toBe(7);
  });

  it("is the same deck where it knew all of them", () => {
    const deck = setUp();
    expect(applyDeckEvents(deck, [{ sequence: 5, at, change: { kind: "treeStale", service: "one" } }])).toBe(deck);
  });

  it("is refused where events are missing", () => {
    expect(() => applyDeckEvents(setUp(), [{ sequence: 9, at, change: { kind: "treeStale", service: "one" } }])).toThrow(RangeError);
  });
});

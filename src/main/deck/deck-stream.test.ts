import fc from "fast-check";
import { expect, it } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import { applyDeckEvent } from "#shared/apply-deck-event.ts";
import type { DeckChange, DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { SerializedDataService, SerializedObject } from "#shared/serialized.ts";
import type { ServiceStatus } from "#shared/service-snapshot.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { defaultServiceOptions } from "#shared/service-snapshot.ts";
import { DeckStream } from "./deck-stream.ts";

const at = "2026-01-01T00:00:00.000Z";
const status: ServiceStatus = {
  state: "stopped",
  since: at,
  wanted: null,
  restarts: 0,
  lastError: null,
  endedByTask: null,
  lastExit: null,
  options: defaultServiceOptions,
};

function float(path: string, value: number): SerializedObject {
  return { full_access_path: path, type: "float", value, readonly: false, doc: null };
}

function tree(path: string, value: Record<string, SerializedObject>): SerializedDataService {
  return { full_access_path: path, type: "DataService", name: "Test", value, readonly: false, doc: null };
}

// The stream hands snapshots of tasks on as they are.
const task = (path: string, sequence: number): TaskSnapshot => ({ path, sequence }) as TaskSnapshot;

const service = fc.constantFrom("laser", "pump");
const number = fc.integer();
const change: fc.Arbitrary<DeckChange> = fc.oneof(
  service.map((id): DeckChange => ({
    kind: "serviceAdded",
    service: {
      id,
      title: id,
      source: { kind: "file", file: id },
      doc: null,
      status,
      usage: null,
      tasks: {},
      attributes: null,
      stale: false,
      output: [],
      reloadOnSave: false,
      reloadProblem: null,
    },
  })),
  fc.tuple(service, number).map(([id, value]): DeckChange => {
    const attributes = tree("", { x: float("x", value), part: tree("part", { y: float("part.y", value) }) });
    return { kind: "treeReplaced", service: id, title: id, doc: null, tasks: { poll: task("poll", 0) }, attributes };
  }),
  fc.tuple(service, number).map(([id, value]): DeckChange => ({ kind: "taskChanged", service: id, task: task("poll", value) })),
  fc.tuple(service, number).map(([id, value]): DeckChange => ({ kind: "valueChanged", service: id, value: float("part.y", value) })),
  fc.tuple(service, number).map(([id, value]): DeckChange => ({
    kind: "valueChanged",
    service: id,
    value: tree("part", { y: float("part.y", value) }),
  })),
  fc.tuple(service, number).map(([id, value]): DeckChange => {
    const rows: SerializedObject = { full_access_path: "rows", type: "list", value: [float("rows[0]", value)], readonly: false, doc: null };
    return { kind: "valueChanged", service: id, value: rows };
  }),
  fc.tuple(service, number).map(([id, value]): DeckChange => ({ kind: "valueChanged", service: id, value: float("rows[0]", value) })),
  service.map((id): DeckChange => ({ kind: "valueRemoved", service: id, path: "part" })),
  service.map((id): DeckChange => ({ kind: "taskRemoved", service: id, path: "poll" })),
  service.map((id): DeckChange => ({ kind: "statusChanged", service: id, status: { ...status } })),
  service.map((id): DeckChange => ({ kind: "output", service: id, lines: [{ at, stream: "stdout", text: "line" }] })),
  service.map((id): DeckChange => ({ kind: "serviceRemoved", service: id })),
  fc.constant<DeckChange>({ kind: "recentFilesChanged", files: ["laser.ts"] }),
);

it("is the whole truth at any moment: a snapshot and the events after it; and what was told stays as it was", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 40 }), fc.nat(40), async (changes, when) => {
      const clock = new FakeClock();
      const stream = new DeckStream(clock, {
        version: "1",
        dataDir: "/",
        server: { state: "off" },
        services: [],
        recentFiles: [],
        examples: [],
      });
      const told: DeckEvent[] = [];
      const asTold: DeckEvent[] = [];
      const listening = stream.onDidChange((events) => {
        told.push(...events);
        asTold.push(...structuredClone(events));
      });
      let snapshot: DeckSnapshot = stream.snapshot();
      let asTaken = structuredClone(snapshot);
      for (const [index, item] of changes.entries()) {
        stream.record(item);
        if (index === when) asTaken = structuredClone((snapshot = stream.snapshot()));
        if (index % 7 === 0) await clock.advance(0.016);
      }
      await clock.advance(0.016);
      expect(told).toEqual(asTold);
      expect(snapshot).toEqual(asTaken);
      const followed = structuredClone(snapshot);
      for (const event of structuredClone(told)) applyDeckEvent(followed, event);
      expect({ ...followed, takenAt: at }).toEqual({ ...stream.snapshot(), takenAt: at });
      listening.dispose();
      stream.dispose();
    }),
  );
});

it("tells a change that comes alone at once, and changes that come fast together, at the rhythm", async () => {
  const clock = new FakeClock();
  const stream = new DeckStream(clock, {
    version: "1",
    dataDir: "/",
    server: { state: "off" },
    services: [],
    recentFiles: [],
    examples: [],
  });
  const told: { ms: number; events: number }[] = [];
  const listening = stream.onDidChange((events) => void told.push({ ms: Math.round(clock.now().monotonicMs), events: events.length }));
  for (let ms = 0; ms < 40; ms++) {
    stream.record({ kind: "recentFilesChanged", files: [] });
    await clock.advance(0.001);
  }
  await clock.advance(0.1);
  stream.record({ kind: "recentFilesChanged", files: [] });
  await clock.advance(0);
  expect(told).toEqual([
    { ms: 0, events: 1 },
    { ms: 16, events: 15 },
    { ms: 32, events: 16 },
    { ms: 48, events: 8 },
    { ms: 140, events: 1 },
  ]);
  listening.dispose();
  stream.dispose();
});

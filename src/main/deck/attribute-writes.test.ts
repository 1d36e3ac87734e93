import { beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import type { Actor } from "#shared/primitives.ts";
import { AttributeWrites } from "./attribute-writes.ts";
import type { ServiceChange } from "./deck-service.ts";

const ana: Actor = { kind: "operator", name: "ana" };
const browser: Actor = { kind: "client", name: "browser" };

let clock: FakeClock;
let writes: AttributeWrites;

beforeEach(() => {
  clock = new FakeClock();
  writes = new AttributeWrites(clock, { during: (_, act) => act() }, (service) => service === "remote");
});

function changed(path: string): ServiceChange {
  return { kind: "valueChanged", value: { full_access_path: path, type: "float", value: 1, readonly: false, doc: null } };
}

function writerOf(path: string, service = "laser"): Actor | undefined {
  const change = writes.withWriter(service, changed(path));
  return change.kind === "valueChanged" ? change.changedBy : undefined;
}

/** A write that runs until it is answered. */
function begin(path: string, by: Actor, service = "laser"): { answer: () => Promise<void>; refuse: () => Promise<void> } {
  let resolve = (): void => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const answer = new Promise<void>((...settle) => ([resolve, reject] = settle));
  const written = writes.during({ service, path, verb: "set", by }, () => answer);
  return {
    async answer() {
      resolve();
      await written;
    },
    async refuse() {
      reject(new Error("too high"));
      await expect(written).rejects.toThrow("too high");
    },
  };
}

describe("a change of a value", () => {
  it("is the writer's while the write runs, and the service's own before and after", async () => {
    expect(writerOf("voltage")).toBeUndefined();
    const write = begin("voltage", ana);
    expect(writerOf("voltage")).toEqual(ana);
    // Such as by a setter that corrects it.
    expect(writerOf("voltage")).toEqual(ana);
    await write.answer();
    expect(writerOf("voltage")).toBeUndefined();
  });

  it.each([
    ["rows", "rows[0]", true],
    ["rows[0]", "rows", true],
    ["limits", 'limits["a"]', true],
    ["limits['a']", 'limits["a"]', true],
    ["volt", "voltage", false],
    ["rows[1]", "rows[0]", false],
    ["a.b", "a.c", false],
  ])("a write of %s and a change of %s belong together: %s", (written, reported, isTheirs) => {
    void begin(written, ana);
    expect(writerOf(reported)).toEqual(isTheirs ? ana : undefined);
  });

  it("belongs to the service that was written", () => {
    void begin("voltage", ana);
    expect(writerOf("voltage", "pump")).toBeUndefined();
    expect(writes.withWriter("laser", { kind: "valueRemoved", path: "voltage" })).toEqual({ kind: "valueRemoved", path: "voltage" });
  });

  it("belongs to several writers in their order", async () => {
    const first = begin("voltage", ana);
    const second = begin("voltage", browser);
    expect([writerOf("voltage"), writerOf("voltage")]).toEqual([ana, browser]);
    await first.answer();
    await second.answer();
    expect(writerOf("voltage")).toBeUndefined();
  });

  it("is nobody's after a refusal", async () => {
    await begin("voltage", ana, "remote").refuse();
    expect(writerOf("voltage", "remote")).toBeUndefined();
  });
});

describe("a remote service", () => {
  it("may report once after its answer", async () => {
    await begin("voltage", ana, "remote").answer();
    await clock.advance(0.3);
    expect(writerOf("voltage", "remote")).toEqual(ana);
    expect(writerOf("voltage", "remote")).toBeUndefined();
  });

  it("reports what it changes later as its own", async () => {
    await begin("voltage", ana, "remote").answer();
    await clock.advance(0.5);
    expect(writerOf("voltage", "remote")).toBeUndefined();
  });
});

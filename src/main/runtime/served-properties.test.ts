import { answerAfter, DataService, validateSet } from "dasedeck";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { objectAt } from "#shared/mirror-tree.ts";
import { eventLoopTurn } from "./fake-clock.ts";
import { TreeBench } from "./testing/tree-bench.ts";

class Part extends DataService {
  gain = 1;
  steps = [1, 2];
}

class Supply extends DataService {
  parts = [new Part()];
  byName: Record<string, Part> = { left: new Part() };
  #sent = 0;
  actual = 0;
  wanted = 0;
  release: () => void = () => undefined;

  get gain() {
    return this.parts.reduce((sum, { gain }) => sum + gain, 0) + (this.byName["left"]?.gain ?? 0);
  }

  get firstStep() {
    return this.parts[0]?.steps[0];
  }

  get names() {
    return Object.keys(this.byName);
  }

  get chicken(): number {
    return this.egg + 1;
  }

  get egg(): number {
    return this.chicken + 1;
  }

  get voltage() {
    return this.#sent;
  }

  set voltage(value: number) {
    answerAfter(this.#send(value));
  }

  get moving() {
    return this.actual;
  }

  @validateSet({ timeoutSec: 1, precision: 0.1 })
  set moving(value: number) {
    this.wanted = value;
  }

  async #send(value: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.release = resolve;
    });
    if (value < 0) throw new RangeError("too low");
    this.#sent = value;
  }
}

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

describe("a property", () => {
  it("follows what its getter read in lists, dicts and services within them", async () => {
    const { service, tree } = bench.serve(new Supply());
    const value = (path: string): unknown => objectAt(tree.serialize(), path)?.value;
    expect([value("gain"), value("firstStep"), value("names[0]")]).toEqual([2, 1, "left"]);
    service.parts.push(new Part());
    expect(value("gain")).toBe(3);
    service.byName["left"] = Object.assign(new Part(), { gain: 10 });
    expect(value("gain")).toBe(12);
    service.byName["left"].gain = 20;
    expect(value("gain")).toBe(22);
    service.parts[0]?.steps.unshift(7);
    expect(value("firstStep")).toBe(7);
    service.byName["right"] = new Part();
    expect(value("names[1]")).toBe("right");
    await eventLoopTurn();
  });

  it("shows its error where its getter leads back to itself, and goes on", async () => {
    const { service, tree } = bench.serve(new Supply());
    expect(objectAt(tree.serialize(), "egg")).toMatchObject({ type: "Exception", name: "RangeError" });
    service.actual = 4;
    await eventLoopTurn();
    expect(objectAt(tree.serialize(), "moving")).toMatchObject({ value: 4 });
  });

  it("answers a write when its setter is done, and tells of the value", async () => {
    const { service, tree, batches } = bench.serve(new Supply());
    const write = tree.writeAttribute("voltage", { type: "float", value: 5 });
    await expect(Promise.race([write, eventLoopTurn()])).resolves.not.toThrow();
    expect(objectAt(tree.serialize(), "voltage")).toMatchObject({ value: 0 });
    service.release();
    await write;
    expect(batches.flat()).toMatchObject([{ kind: "valueChanged", value: { full_access_path: "voltage", value: 5 } }]);
  });

  it("marked @validateSet answers a write when it reads as it was written, nearly", async () => {
    const { service, tree } = bench.serve(new Supply());
    let answered = false;
    const write = tree.writeAttribute("moving", { type: "float", value: 5 }).then(() => (answered = true));
    await bench.clock.advance(0.5);
    expect([service.wanted, answered]).toEqual([5, false]);
    service.actual = 4.95;
    await bench.clock.advance(0.1);
    await write;
  });

  it("marked @validateSet refuses in the end what it does not become", async () => {
    const { service, tree } = bench.serve(new Supply());
    const write = tree.writeAttribute("moving", { type: "float", value: 5 });
    const refused = expect(write).rejects.toThrow("moving was set, but did not become 5 within 1 s");
    service.actual = 4.8;
    await bench.clock.advance(1.1);
    await refused;
  });

  it("passes on what its setter fails with later", async () => {
    const { service, tree } = bench.serve(new Supply());
    const write = tree.writeAttribute("voltage", { type: "float", value: -1 });
    service.release();
    await expect(write).rejects.toThrow(new RangeError("too low"));
  });

  it("leaves with the property, where a service takes away one that it gave itself", async () => {
    const { service, tree, batches } = bench.serve(new Supply());
    Object.defineProperty(service, "passing", { enumerable: true, configurable: true, get: () => 1 });
    await eventLoopTurn();
    expect(objectAt(tree.serialize(), "passing")).toMatchObject({ value: 1 });
    Reflect.deleteProperty(service, "passing");
    await eventLoopTurn();
    expect(tree.serialize().value).not.toHaveProperty("passing");
    expect(batches.at(-1)).toEqual([{ kind: "valueRemoved", path: "passing" }]);
  });

  it("waits for the promise that a setter in JavaScript returns", async () => {
    const { service, tree } = bench.serve(new Supply());
    let done = false;
    const setter = async (): Promise<void> => {
      await eventLoopTurn();
      done = true;
    };
    Object.defineProperty(service, "slow", {
      enumerable: true,
      get: () => done,
      set: setter as () => void,
    });
    await tree.writeAttribute("slow", { type: "bool", value: true });
    expect(objectAt(tree.serialize(), "slow")).toMatchObject({ type: "bool", value: true });
  });
});

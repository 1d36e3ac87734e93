import { describe, expect, it } from "vitest";
import { DisposableStore } from "#shared/disposable.ts";
import { DataService, observationOf } from "./data-service.ts";

class Base extends DataService {
  a = 1;
  #hidden = 10;

  get hidden() {
    return this.#hidden;
  }

  set hidden(value: number) {
    this.#hidden = value;
  }

  add(amount: number) {
    this.a += amount;
    this.#hidden += amount;
    return this;
  }
}

class Derived extends Base {
  b: string | undefined = "x";
  #own = 5;

  override add(amount: number) {
    this.#own += amount;
    return super.add(amount);
  }

  own() {
    return this.#own;
  }
}

function changesOf(service: DataService, body: () => void): string[] {
  using store = new Closing();
  const changes: string[] = [];
  store.add(observationOf(service).onDidChange((name) => changes.push(String(name))));
  body();
  return changes;
}

class Closing extends DisposableStore {
  [Symbol.dispose]() {
    this.dispose();
  }
}

describe("DataService", () => {
  it("behaves as a class does: inheritance, private fields, methods, instanceof", () => {
    const service = new Derived();
    expect(service.add(2)).toBe(service);
    expect([service.a, service.hidden, service.own()]).toEqual([3, 12, 7]);
    expect(service).toBeInstanceOf(Derived);
    expect(service).toBeInstanceOf(DataService);
    expect(service.constructor).toBe(Derived);
    expect(Object.keys(service)).toEqual(["a", "b"]);
    expect(Object.entries(service)).toEqual([
      ["a", 3],
      ["b", "x"],
    ]);
  });

  it("tells of changes, from inside and from outside, and of no equal value", () => {
    const service = new Derived();
    expect(changesOf(service, () => service.add(1))).toEqual(["a"]);
    expect(changesOf(service, () => (service.b = "y"))).toEqual(["b"]);
    expect(changesOf(service, () => (service.b = "y"))).toEqual([]);
    expect(changesOf(service, () => Reflect.deleteProperty(service, "b"))).toEqual(["b"]);
    expect(changesOf(service, () => (service.b = undefined))).toEqual(["b"]);
    expect(changesOf(service, () => Object.assign(service, { a: NaN }))).toEqual(["a"]);
    expect(changesOf(service, () => (service.a = NaN))).toEqual([]);
  });

  it("tells that a setter ran, which may have changed a #private field", () => {
    const service = new Derived();
    expect(changesOf(service, () => (service.hidden = 3))).toEqual(["hidden"]);
    expect(service.hidden).toBe(3);
  });

  it("observes an instance that is assigned to before it is served, in a constructor too", () => {
    class Built extends DataService {
      total: number;
      constructor(start: number) {
        super();
        this.total = start * 2;
      }
    }
    const service = new Built(4);
    expect(service.total).toBe(8);
    expect(changesOf(service, () => (service.total = 9))).toEqual(["total"]);
  });

  it("refuses to observe anything else", () => {
    expect(() => observationOf(Object.create(DataService.prototype) as DataService)).toThrow(TypeError);
  });
});

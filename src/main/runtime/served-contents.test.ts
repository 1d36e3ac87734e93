import { DataService } from "dasedeck";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { objectAt } from "#shared/mirror-tree.ts";
import { eventLoopTurn } from "./fake-clock.ts";
import { TreeBench } from "./testing/tree-bench.ts";

class Part extends DataService {
  gain = 1;
}

class Store extends DataService {
  limits: number[] = [3, 1, 2];
  table: Record<string, unknown> = { one: 1, two: 2 };
  rows = [[1], [2]];
  parts: Part[] = [new Part()];
  #hidden = [1];

  get total() {
    return this.limits.reduce((sum, limit) => sum + limit, 0);
  }

  get hidden() {
    return this.#hidden;
  }

  set hidden(value: number[]) {
    this.#hidden = value;
  }
}

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

/** The paths that are told of, in order, after an edit. */
async function told(edit: (store: Store) => void, store = new Store()): Promise<string[]> {
  const { service, batches } = bench.serve(store);
  edit(service);
  await eventLoopTurn();
  await eventLoopTurn();
  return batches.flat().map((change) => (change.kind === "valueChanged" ? change.value.full_access_path : change.kind));
}

describe("an edit of a list or dict", () => {
  it.each<[what: string, edit: (store: Store) => void, paths: string[]]>([
    ["an entry is set", ({ limits }) => (limits[1] = 5), ["limits[1]", "total"]],
    ["an entry is set to what it is", ({ limits }) => (limits[1] = 1), []],
    [
      "entries are set one by one",
      ({ limits }) => limits.forEach((_, index) => (limits[index] = 9)),
      ["limits[0]", "limits[1]", "limits[2]", "total"],
    ],
    ["push", ({ limits }) => limits.push(4), ["limits", "total"]],
    ["pop", ({ limits }) => limits.pop(), ["limits", "total"]],
    ["shift", ({ limits }) => limits.shift(), ["limits", "total"]],
    ["unshift", ({ limits }) => limits.unshift(0), ["limits"]],
    ["splice", ({ limits }) => limits.splice(1, 1, 7, 8), ["limits", "total"]],
    ["sort", ({ limits }) => limits.sort(), ["limits"]],
    ["reverse twice", ({ limits }) => limits.reverse().reverse(), []],
    ["push and pop", ({ limits }) => (limits.push(4), limits.pop()), []],
    ["fill", ({ limits }) => limits.fill(0), ["limits", "total"]],
    ["a shorter length", ({ limits }) => (limits.length = 1), ["limits", "total"]],
    ["an entry beyond the end", ({ limits }) => (limits[4] = 1), ["limits", "total"]],
    ["an entry is deleted", ({ limits }) => Reflect.deleteProperty(limits, 1), ["limits[1]", "total"]],
    ["Object.assign", ({ limits }) => Object.assign(limits, [9, 1]), ["limits[0]", "total"]],
    ["a list is replaced", (store) => (store.limits = [3, 1]), ["limits", "total"]],
    ["a list is replaced by an equal one", (store) => (store.limits = [3, 1, 2]), []],
    ["an entry of an entry", ({ rows }) => rows.forEach((row) => (row[0] = 5)), ["rows[0][0]", "rows[1][0]"]],
    ["an entry grows", ({ rows }) => rows.forEach((row) => row.push(5)), ["rows[0]", "rows[1]"]],
    ["a key is set", ({ table }) => (table["one"] = 5), ['table["one"]']],
    ["a key is added", ({ table }) => (table["three"] = 3), ['table["three"]']],
    ["a key is deleted", ({ table }) => delete table["one"], ["table"]],
    ["a key is added and deleted", ({ table }) => ((table["three"] = 3), delete table["three"]), []],
    ["keys are assigned", ({ table }) => Object.assign(table, { two: 5, one: 1 }), ['table["two"]']],
    ["a key takes what can't be served", ({ table }) => (table["one"] = new Set()), ["table"]],
    ["a service in a list", ({ parts }) => parts.forEach((part) => (part.gain = 2)), ["parts[0].gain"]],
    ["a service is added to a list", ({ parts }) => parts.push(new Part()), ["parts"]],
    ["a list behind a getter", ({ hidden }) => hidden.push(1), ["hidden"]],
    ["a list behind a setter", (store) => (store.hidden = [1, 2]), ["hidden"]],
  ])("is told: %s", async (_, edit, paths) => {
    expect(await told(edit)).toEqual(paths);
  });

  it("is told for each place in which the object is", async () => {
    const store = new Store();
    store.table["same"] = store.limits;
    expect(await told(({ limits }) => (limits[0] = 9), store)).toEqual(["limits[0]", 'table["same"][0]', "total"]);
  });
});

describe("what an author sees of a list or dict", () => {
  it("is a list like any other", () => {
    const { service } = bench.serve(new Store());
    const { limits, table } = service;
    expect(service.limits).toBe(limits);
    expect(Array.isArray(limits)).toBe(true);
    expect([...limits, ...limits.map((limit) => limit * 2)]).toEqual([3, 1, 2, 6, 2, 4]);
    expect(JSON.stringify([limits, table])).toBe('[[3,1,2],{"one":1,"two":2}]');
    expect(structuredClone({ limits, again: limits, table })).toEqual({ limits: [3, 1, 2], again: [3, 1, 2], table: { one: 1, two: 2 } });
    expect({ ...table }).toEqual({ one: 1, two: 2 });
    expect([0].concat(limits).slice(1)).toEqual(limits);
    expect(limits.splice(0, 1)).toEqual([3]);
    expect(limits.sort((a, b) => b - a)).toBe(limits);
    expect(limits).toEqual([2, 1]);
  });

  it("clones cycles as they are", () => {
    const { service } = bench.serve(new Store());
    service.table["self"] = service.table;
    const clone = structuredClone(service.table);
    expect(clone["self"]).toBe(clone);
    expect(clone).not.toBe(service.table);
  });

  it("finds what was put in, by the object itself and by what the list gives", () => {
    const entry = [1];
    const { service } = bench.serve(new Store());
    service.rows.push(entry);
    expect(service.rows.indexOf(entry)).toBe(2);
    expect(service.rows.includes(service.rows.at(-1) ?? [])).toBe(true);
    expect(service.rows.pop()).toEqual([1]);
    expect(service.rows.includes(entry)).toBe(false);
  });

  it("keeps the object that was put in, without proxies", () => {
    const rows: number[][] = [];
    const { service } = bench.serve(new Store());
    service.rows = rows;
    service.rows.push(service.limits);
    rows[0]?.push(99);
    expect(service.limits.at(-1)).toBe(99);
  });

  it("refuses edits of what is frozen, as JavaScript does", () => {
    const { service } = bench.serve(new Store());
    service.limits = Object.freeze([1, 2]) as number[];
    expect(() => (service.limits[0] = 5)).toThrow(TypeError);
    expect(() => service.limits.push(5)).toThrow(TypeError);
  });
});

describe("a list or dict that is too long", () => {
  it("is served again once it is shorter, and costs nothing meanwhile", async () => {
    const { service, tree, batches } = bench.serve(new Store());
    service.limits = Array.from({ length: 100_000 }, (_, index) => index);
    await expect.poll(() => batches.length).toBe(1);
    const tooLong = { type: "Exception", name: "RangeError", value: "A list is served up to 10000 entries" };
    expect(objectAt(tree.serialize(), "limits")).toMatchObject(tooLong);
    service.limits[5] = -1;
    service.limits.push(1);
    await eventLoopTurn();
    await eventLoopTurn();
    const paths = batches
      .slice(1)
      .flatMap((batch) => batch.map((change) => (change.kind === "valueChanged" ? change.value.full_access_path : "")));
    expect(paths).toEqual(["total"]);
    service.limits.length = 2;
    expect(objectAt(tree.serialize(), "limits")).toMatchObject({ type: "list", value: [{ value: 0 }, { value: 1 }] });
  });

  it("is served so, too, if it is a dict", () => {
    const { service, tree } = bench.serve(new Store());
    for (let index = 0; index < 10_000; index++) service.table[`key${index}`] = index;
    expect(objectAt(tree.serialize(), "table")).toMatchObject({ type: "Exception", value: "A dict is served up to 10000 entries" });
    delete service.table["one"];
    delete service.table["two"];
    expect(objectAt(tree.serialize(), "table")).toMatchObject({ type: "dict" });
  });
});

describe("the time of a change", () => {
  it("stays with a value until it is another", async () => {
    const { service, tree } = bench.serve(new Store());
    const start = bench.clock.now().wall;
    await bench.clock.advance(5);
    const later = bench.clock.now().wall;
    service.limits[1] = 7;
    service.table["one"] = 1;
    service.limits.push(1);
    await eventLoopTurn();
    await bench.clock.advance(5);
    expect(tree.serialize().value).toMatchObject({
      limits: { changed_at: later, value: [{ changed_at: start }, { changed_at: later }, { changed_at: start }, { changed_at: later }] },
      table: { changed_at: start, value: { one: { changed_at: start } } },
      total: { changed_at: later },
    });
  });
});

describe("what can't be in the tree", () => {
  it("is left out, or has its reason in its place in a list", () => {
    const store = new Store();
    store.table["up"] = store;
    store.table["self"] = store.table;
    store.table["__proto__"] = 1;
    store.rows.push(store.rows as unknown as number[], new Map() as unknown as number[]);
    const { tree } = bench.serve(store);
    expect(tree.serialize().value).toMatchObject({
      table: { value: { one: {}, two: {} } },
      rows: { value: [{ type: "list" }, { type: "list" }, { type: "Exception", value: "it contains itself" }, { type: "Exception" }] },
    });
    expect(bench.warnings).toEqual([
      'table["up"] is not served: it contains itself',
      'table["self"] is not served: it contains itself',
      "rows[2] is not served: it contains itself",
      "rows[3] is not served: A value of type Map can't be served",
    ]);
  });

  it("is what is more than 32 levels deep", () => {
    const store = new Store();
    let deepest: unknown[] = [];
    for (let level = 0; level < 100; level++) deepest = [deepest];
    store.table["deep"] = deepest;
    const { tree } = bench.serve(store);
    expect(JSON.stringify(tree.serialize())).toContain("it is more than 32 levels deep");
  });
});

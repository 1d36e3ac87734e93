import { choice, DataService, integer, loadState, range, quantity, readonly } from "dasedeck";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultMarks } from "./contents-mark.ts";
import { restoreState } from "./restore-state.ts";
import { TreeBench } from "./testing/tree-bench.ts";

const Mode = choice({ OFF: 0, RUN: 1 });

class Part extends DataService {
  log: number[] = [];
}

class Store extends DataService {
  log: unknown[] = [];
  table: Record<string, unknown> = {};
  pre: unknown[] = [1];
  settings: Record<string, unknown> = { mode: "off", depth: { limit: 2, steps: [1, 2] } };
  modes: unknown[] = [Mode.OFF];
  @integer whole: number[] = [];
  parts = [new Part(), new Part()];
  _kept = this.log;
  #limits = [1, 2];
  _set: number[][] = [];
  get limits(): number[] {
    return this.#limits;
  }
  @loadState set limits(value: number[]) {
    this._set.push(value);
    this.#limits = value;
  }
}

let bench: TreeBench;
let notes: string[];

beforeEach(() => {
  bench = new TreeBench();
  notes = [];
});
afterEach(() => bench.dispose());

interface Life<Service extends DataService> {
  readonly service: Service;
  readonly losses: number;
}

/** What a service of `After` is that begins with what one of `Before` was at its end. */
async function nextLife<Service extends DataService>(
  Before: new () => DataService,
  live: (service: never) => void,
  After: new () => Service,
  isKnown = true,
  written: readonly string[] = [],
): Promise<Life<Service>> {
  const former = bench.serve(new Before());
  const defaults = isKnown ? defaultMarks(former.service, former.tree.serialize()) : {};
  live(former.service as never);
  const saved = JSON.parse(JSON.stringify(former.tree.serialize().value)) as Record<string, unknown>;
  const { service, tree } = bench.serve(new After());
  const guard = { oneByOne: false, isLeftOut: () => false, announce: () => Promise.resolve() };
  const target = { root: service, attributes: tree.serialize(), restoreValue: tree.restoreValue.bind(tree) };
  const { losses } = await restoreState(target, { saved, defaults, written }, guard, bench.clock, (text) => notes.push(text));
  return { service, losses };
}

const again = async (live: (store: Store) => void): Promise<Store> => (await nextLife(Store, live, Store)).service;

describe("a list or dict of plain values", () => {
  it.each<[string, (store: Store) => void]>([
    ["that was filled", ({ log, table }) => (log.push(5, 6), (table["op"] = 9))],
    ["that was added to", ({ pre }) => pre.push(2, "three", null, true, 2n, 2n ** 80n, new Date(7), NaN)],
    ["that was emptied", (store) => ((store.pre = []), (store.settings = {}))],
    ["whose entries have other places", ({ pre }) => (pre.push("a", 3n), pre.reverse())],
    ["that lost an entry in the middle", (store) => ((store.pre = [1, 2, 3]), store.pre.splice(1, 1))],
    ["that lost and got keys", ({ settings }) => (delete settings["mode"], (settings["new"] = { deep: [[], {}, [1, ["x"]]] }))],
    ["that is within another one", ({ settings }) => (settings["depth"] as { steps: number[] }).steps.push(3)],
    ["with choices", ({ modes }) => modes.push(Mode.RUN, Mode.RUN, 3)],
    ["with whole numbers", ({ whole }) => whole.push(3, 4)],
    ["in a service in a list", ({ parts }) => parts[1]?.log.push(4, 5)],
    ["that a setter takes", (store) => (store.limits = [1, 2, 3, 4])],
    ["with everything in it", ({ log }) => log.push({ a: [1, { b: null }] }, [[]], "x".repeat(1000), Infinity)],
  ])("comes back %s", async (_, live) => {
    const expected = new Store();
    live(expected);
    const { log, table, pre, settings, modes, whole, parts, limits } = await again(live);
    const { log: l, table: t, pre: p, settings: s, modes: m, whole: w, parts: q, limits: i } = expected;
    expect([log, table, pre, settings, modes, whole, parts, limits]).toEqual([l, t, p, s, m, w, q, i]);
    expect(notes).toEqual([]);
  });

  it("is the very one that the class made, and is given to a setter once", async () => {
    const store = await again((former) => (former.log.push(1), (former.limits = [9])));
    expect(store._kept).toBe(store.log);
    expect(store._set).toEqual([[9]]);
    expect((await again(() => undefined))._set).toEqual([]);
  });

  it("becomes one of its own in each of several places that share it", async () => {
    const common = [1];
    class Pair extends DataService {
      one = common;
      two = common;
    }
    const { service } = await nextLife(Pair, (pair: Pair) => ((pair.one = [5, 6]), (pair.two = [7])), Pair);
    expect([service.one, service.two, common]).toEqual([[5, 6], [7], [1]]);
  });

  it("stays where it was changed and the class has another default by now, which is said; entries of a dict are each their own", async () => {
    class Edited extends DataService {
      log = [8];
      table: Record<string, unknown> = { on: true };
      pre = [1];
      settings = { mode: "new", depth: { limit: 2, steps: [1, 2] } };
    }
    const live = ({ log, table, pre, settings }: Store): void => {
      log.push(5, 6);
      table["op"] = 9;
      pre.push(2);
      settings["mode"] = "on";
      settings["more"] = [1];
    };
    const { service, losses } = await nextLife(Store, live, Edited);
    expect(Object.fromEntries(Object.entries(service))).toEqual({ log: [5, 6], table: { on: true, op: 9 }, pre: [1, 2], settings: { mode: "on", depth: { limit: 2, steps: [1, 2] }, more: [1] } }); // prettier-ignore
    expect(notes).toEqual(["log: kept [5, 6] (class default is now [8])", 'settings["mode"]: kept "on" (class default is now "new")']);
    expect(losses).toBe(0);
  });

  it("is no loss where nobody but the class had put anything there", async () => {
    class Longer extends DataService {
      list = [1, 2, 3];
      table: Record<string, number> = { a: 1, b: 2 };
    }
    class Shorter extends DataService {
      list = [1];
      table: Record<string, number> = { a: 1 };
    }
    expect((await nextLife(Longer, () => undefined, Shorter)).losses).toBe(0);
    expect((await nextLife(Shorter, () => undefined, Longer)).service.list).toEqual([1, 2, 3]);
    expect((await nextLife(Longer, () => undefined, Shorter)).service).toMatchObject({ list: [1], table: { a: 1 } });
    expect(notes).toEqual([]);
  });

  it("is taken where nothing is known of the class and it puts nothing there", async () => {
    const live = ({ log, table, pre, whole }: Store): void => {
      log.push(1n, [2n]);
      table["op"] = 9;
      pre.push(2);
      whole.push(3);
    };
    const { service, losses } = await nextLife(Store, live, Store, false);
    // As Python writes whole numbers, too.
    expect([service.log, service.table, service.pre, service.whole]).toEqual([[1, [2]], { op: 9 }, [1], [3]]);
    expect(notes).toEqual([
      "pre has 1 entries and 2 were saved: those that both have are restored, since it is not known what its class put there then; not taken: 2",
    ]);
    expect(losses).toBe(1);
  });
});

describe("what can't be there any more", () => {
  it("does not keep the rest of a dict from coming back, nor the entries of a list that have a place", async () => {
    class Wide extends DataService {
      levels = [1, 2];
      table: Record<string, number> = { a: 1 };
    }
    class Narrow extends DataService {
      @range(0, 5) levels = [1, 2];
      @range(0, 5) table: Record<string, number> = { a: 1 };
    }
    const live = ({ levels, table }: Wide): void => {
      levels.splice(0, 2, 3, 9, 4);
      Object.assign(table, { a: 3, b: 7, c: 4 });
    };
    const { service } = await nextLife(Wide, live, Narrow);
    expect([service.levels, service.table]).toEqual([[3, 2], { a: 3, c: 4 }]);
    expect(notes).toEqual([
      "levels is not restored as a whole: levels[1] must be at most 5, not 9",
      "levels has 2 entries and 3 were saved: those that both have are restored, since not all of them fit; not taken: 4",
      "levels[1] is not restored: levels[1] must be at most 5, not 9",
      'table is not restored as a whole: table["b"] must be at most 5, not 7',
      'table["b"] is not restored: table["b"] must be at most 5, not 7',
    ]);
  });

  it("is a service that was put in while it ran, and a choice of which nothing is known", async () => {
    const live = ({ log, table, pre }: Store): void => {
      log.push(Mode.RUN);
      table["part"] = new Part();
      table["op"] = 9;
      pre.push(new Part());
    };
    const { service } = await nextLife(Store, live, Store);
    expect([service.log, service.table, service.pre]).toEqual([[], { op: 9 }, [1]]);
    expect(notes).toEqual([
      "log is not restored as a whole: log[0] was the choice RUN, and nothing there says of what",
      "log has 0 entries and 1 were saved: those that both have are restored, since not all of them fit; not taken: RUN",
      'table["part"] is not restored: DataService was saved, which only the service itself can make',
      "pre has 1 entries and 2 were saved: those that both have are restored, since what was saved in it is not all plain values; not taken: DataService",
    ]);
  });

  it("is not lost with a function or a getter that its dict holds, which stays", async () => {
    class Tool extends DataService {
      tool: Record<string, unknown> = {
        mode: "off",
        run: () => 1,
        get double() {
          return 2;
        },
      };
    }
    const live = ({ tool }: Tool): void => {
      tool["mode"] = "on";
      tool["extra"] = 1;
    };
    const { service, losses } = await nextLife(Tool, live, Tool);
    expect(service.tool).toMatchObject({ mode: "on", run: expect.any(Function) as unknown, double: 2 });
    expect([Object.keys(service.tool), losses]).toEqual([["mode", "run", "double"], 1]);
  });

  it("is a member that the service gave itself", async () => {
    const { service } = await nextLife(Store, (store: Store) => Reflect.set(store, "extra", 5), Store);
    expect("extra" in service).toBe(false);
    expect(notes).toEqual([]);
  });
});

describe("a default that was edited", () => {
  class Stage extends DataService {
    position = 0;
  }
  class Before extends DataService {
    untouched = 5;
    set = 5;
    setToTheSame = 5;
    counted = 0;
    length = quantity(1, "mm");
    name: string | null = "a";
    limits = [1, 2];
    written = [1, 2];
    table: Record<string, number> = { a: 1, b: 2, c: 3 };
    stages = [new Stage()];
    @readonly serial = 1;
    @readonly shots = 1;
    @readonly @loadState total = 0;
  }
  class EditedStage extends DataService {
    position = 4;
  }
  class After extends DataService {
    untouched = 6;
    set = 6;
    setToTheSame = 6;
    counted = 0;
    length = quantity(2, "mm");
    name: string | null = "b";
    limits = [3];
    written = [3];
    table: Record<string, number> = { a: 1, b: 20, d: 4 };
    stages = [new EditedStage()];
    @readonly serial = 2;
    @readonly shots = 2;
    @readonly @loadState total = 0;
  }

  it("is followed where nobody wrote; what was written or changed stays, and the output says so", async () => {
    const live = (service: Before): void => {
      service.set = 7;
      service.counted = 3;
      service.table["a"] = 10;
      service.table["new"] = 11;
      service.shots = 9;
      service.total = 8;
    };
    const { service, losses } = await nextLife(Before, live, After, true, ["set", "setToTheSame", "written"]);
    expect(service).toMatchObject({ untouched: 6, set: 7, setToTheSame: 5, counted: 3, name: "b", serial: 2, shots: 2, total: 8 });
    expect(service.length.magnitude).toBe(2);
    expect([service.limits, service.written, service.table]).toEqual([[3], [1, 2], { a: 10, b: 20, d: 4, new: 11 }]);
    expect(service.stages[0]?.position).toBe(4);
    expect(notes).toEqual([
      "set: kept 7 (class default is now 6)",
      "setToTheSame: kept 5 (class default is now 6)",
      "written: kept [1, 2] (class default is now [3])",
    ]);
    expect(losses).toBe(0);
  });

  it("is not followed where nothing is known of the default that the values were saved with", async () => {
    const { service } = await nextLife(Before, () => undefined, After, false);
    expect(service).toMatchObject({ untouched: 5, set: 5, counted: 0 });
  });
});

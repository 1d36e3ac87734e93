import { DataService, sleep, task } from "dasedeck";
import fc from "fast-check";

/** A part of the trees that are edited here: everything that changes in its own way. */
export class Node extends DataService {
  x: unknown = 1;
  _shelf: unknown = null;
  list: unknown = [1, 2, 3];
  table: unknown = { one: 1 };

  get sum(): number {
    return Array.isArray(this.list) ? this.list.reduce((sum: number, entry) => sum + (typeof entry === "number" ? entry : 0), 0) : 0;
  }

  get copy(): unknown {
    return [this.x, this.table];
  }

  get same(): unknown {
    return this.table;
  }

  @task({ autostart: true })
  async poll() {
    await sleep(Infinity);
  }
}

export interface World {
  readonly root: Node;
  /** Everything that was ever made and can be edited, or put somewhere (again). */
  readonly things: object[];
}

export type Edit = { readonly label: string; run(world: World): void };

const scalar = fc.oneof(
  fc.constantFrom<unknown>(0, -0, NaN, 1, 2.5, "a", "", true, false, null, undefined, 5n, 2n ** 80n),
  fc.constantFrom(0, 1e12).map((ms) => new Date(ms)),
  // What can't be served.
  fc.constantFrom<unknown>(new Map(), Symbol("mark"), () => 1),
);
const key = fc.constantFrom("x", "list", "table", "a.b", 'q"', "_private", "7", "");

/** Something new, or something that is there already, perhaps around the very place that it is put into. */
const something: fc.Arbitrary<(world: World) => unknown> = fc.oneof(
  scalar.map((value) => () => value),
  fc.array(scalar, { maxLength: 3 }).map((entries) => (world: World) => made(world, [...entries])),
  fc.dictionary(key, scalar, { maxKeys: 2 }).map((entries) => (world: World) => made(world, { ...entries })),
  fc.constant((world: World) => made(world, new Node())),
  fc.constant((world: World) => made(world, Object.freeze([1, Object.freeze({ a: 2 })]))),
  { weight: 5, arbitrary: fc.nat({ max: 1000 }).map((pick) => (world: World) => world.things[pick % world.things.length]) },
);

function made<Thing extends object>(world: World, thing: Thing): Thing {
  world.things.push(thing);
  return thing;
}

/** Finds what is meant by a number among the things, as an author's code would reach it: through the service. */
function reach({ root, things }: World, pick: number): object {
  const reachable: object[] = [root];
  const seen = new Set<object>(reachable);
  // It grows while it is gone through.
  for (const holder of reachable) {
    for (const name of Object.keys(holder)) {
      const value: unknown = Reflect.get(holder, name);
      if (typeof value !== "object" || value === null || seen.has(value) || !isEditable(value)) continue;
      seen.add(value);
      reachable.push(value);
    }
  }
  // Services can be edited also while they are nowhere.
  for (const thing of things) if (thing instanceof Node && !seen.has(thing)) reachable.push(thing);
  return reachable[pick % reachable.length] ?? root;
}

function isEditable(value: object): boolean {
  return value instanceof Node || Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** An edit that JavaScript refuses, such as one of a frozen array, is none. */
function tryTo(edit: () => void): void {
  try {
    edit();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

const anyPlace = fc.nat({ max: 1000 });

/** Any edit that an author's code could make. */
export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ at: anyPlace, key, make: something }).map(({ at, key: name, make }) => ({
      label: `set ${name}`,
      run: (world: World) => {
        const holder = reach(world, at);
        const value = make(world);
        tryTo(() => void Reflect.set(holder, Array.isArray(holder) ? String(at % (holder.length + 2)) : name, value));
      },
    })),
  },
  fc.record({ at: anyPlace, key }).map(({ at, key: name }) => ({
    label: `delete ${name}`,
    run: (world: World) => {
      const holder = reach(world, at);
      Reflect.deleteProperty(holder, Array.isArray(holder) ? String(at % (holder.length + 1)) : name);
    },
  })),
  {
    weight: 4,
    arbitrary: fc
      .record({
        at: anyPlace,
        how: fc.constantFrom(
          "push",
          "pop",
          "shift",
          "unshift",
          "splice",
          "sort",
          "reverse",
          "fill",
          "copyWithin",
          "length",
          "swap",
          "moveToEnd",
        ),
        make: something,
        index: fc.nat({ max: 4 }),
      })
      .map(({ at, how, make, index }) => ({
        label: how,
        run: (world: World) => {
          const list = reach(world, at);
          if (!Array.isArray(list)) return;
          const value = make(world);
          tryTo(() => editList(list, how, value, index));
        },
      })),
  },
  fc.record({ at: anyPlace, entries: fc.dictionary(key, scalar, { maxKeys: 3 }) }).map(({ at, entries }) => ({
    label: "assign",
    run: (world: World) => {
      const holder = reach(world, at);
      if (!Array.isArray(holder)) tryTo(() => void Object.assign(holder, entries));
    },
  })),
);

function editList(list: unknown[], how: string, value: unknown, index: number): void {
  if (list.length > 6) list.length = 3;
  switch (how) {
    case "push":
      return void list.push(value, index);
    case "pop":
      return void list.pop();
    case "shift":
      return void list.shift();
    case "unshift":
      return void list.unshift(value);
    case "splice":
      return void list.splice(index, 1, value);
    case "sort":
      return void list.sort((a, b) => (typeof a < typeof b ? -1 : 1));
    case "reverse":
      return void list.reverse();
    case "fill":
      return void list.fill(value, index);
    case "copyWithin":
      return void list.copyWithin(0, index);
    case "length":
      list.length = index;
      return;
    case "swap":
      return void ([list[0], list[1]] = [list[1], list[0]]);
    case "moveToEnd":
      return void list.push(list.shift());
  }
}

import { choice, choices, DataService, integer, nullable, quantity, range, readonly } from "dasedeck";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { objectAt } from "#shared/mirror-tree.ts";
import { whenSet } from "#shared/nullable.ts";
import type { AttributeWrite } from "#shared/serialized.ts";
import { TreeBench } from "./testing/tree-bench.ts";

const Mode = { off: 0, on: 1 } as const;

class Limits extends DataService {
  @nullable @range(0, 100) limit: number | null = 10;
  @nullable() @integer count: number | null = 3;
  @nullable flag: boolean | null = true;
  @nullable text: string | null = "a";
  @nullable since: Date | null = new Date(0);
  @nullable length: ReturnType<typeof quantity> | null = quantity(2, "mm");
  @nullable @choices(Mode) mode: 0 | 1 | null = Mode.off;
  @nullable state: object | null = choice({ idle: "idle", busy: "busy" }).idle;
  @nullable @range(0, 10) levels: number[] | null = [1, 2];
  @nullable table: Record<string, number> | null = { one: 1 };
  @nullable late: number | null = null;
  @nullable @readonly fixed: number | null = 1;
  plain = 5;
  _stored: number | null = 4;
  @nullable
  get stored(): number | null {
    return this._stored;
  }
  set stored(value: number | null) {
    this._stored = value;
  }
}

const none: AttributeWrite = { type: "NoneType", value: null };
const float = (value: number): AttributeWrite => ({ type: "float", value });
const str = (value: string): AttributeWrite => ({ type: "str", value });

let bench: TreeBench;
beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

const nullables: [name: string, fits: AttributeWrite, does: unknown, doesNotFit: AttributeWrite, reason: string][] = [
  ["limit", float(7), 7, str("7"), "limit is a number and can't become text"],
  ["limit", float(7), 7, float(101), "limit must be at most 100, not 101"],
  ["count", { type: "int", value: 7 }, 7, float(7.5), "count is a whole number and can't become a number"],
  ["flag", { type: "bool", value: false }, false, float(0), "flag is true or false and can't become a number"],
  ["text", str(""), "", float(1), "text is text and can't become a number"],
  ["since", { type: "datetime", value: "2026-01-02T03:04:05.000Z" }, new Date("2026-01-02T03:04:05Z"), float(1), "since"],
  ["length", { type: "Quantity", value: { magnitude: 1, unit: "cm" } }, quantity(10, "mm"), str("x"), "length"],
  ["mode", { type: "Enum", value: "on" }, 1, { type: "Enum", value: "maybe" }, 'mode has no choice "maybe"; choose one of off, on'],
  ["levels", { type: "list", value: [float(3)] }, [3], float(1), "levels is a list and can't become a number"],
  ["levels", { type: "list", value: [float(3)] }, [3], { type: "list", value: [float(11)] }, "levels[0] must be at most 10, not 11"],
  ["levels", { type: "list", value: [float(3)] }, [3], { type: "list", value: [str("a")] }, "levels[0] is a number and can't become text"],
  ["table", { type: "dict", value: { one: float(3) } }, { one: 3 }, { type: "list", value: [] }, "table is a dict and can't become a list"],
  ["stored", float(7), 7, str("7"), "stored is a number and can't become text"],
];

describe("@nullable", () => {
  it.each(nullables)("%s becomes empty, then only what it can be (%j)", async (name, fits, does, doesNotFit, reason) => {
    const { service, tree } = bench.serve(new Limits());
    await tree.writeAttribute(name, none);
    expect(Reflect.get(service, name)).toBeNull();
    await expect(tree.writeAttribute(name, doesNotFit)).rejects.toThrow(reason);
    expect(Reflect.get(service, name)).toBeNull();
    await tree.writeAttribute(name, fits);
    expect(JSON.stringify(Reflect.get(service, name))).toBe(JSON.stringify(does));
    await tree.writeAttribute(name, none);
    expect(Reflect.get(service, name)).toBeNull();
  });

  it.each(Object.keys(new Limits()).filter((name) => !["late", "plain", "fixed", "_stored"].includes(name)))(
    "clients are told what %s is when it is not empty",
    async (name) => {
      const { tree } = bench.serve(new Limits());
      const before = objectAt(tree.serialize(), name);
      await tree.writeAttribute(name, none);
      const empty = objectAt(tree.serialize(), name);
      expect(empty).toMatchObject({ type: "NoneType", value: null });
      const template = empty === null ? null : whenSet(empty);
      expect(template?.type).toBe(before?.type);
      if (before !== null && "enum" in before) expect(template).toHaveProperty("enum", before.enum);
    },
  );

  it("takes anything where it never had a value, and then what fits that", async () => {
    const { service, tree } = bench.serve(new Limits());
    await tree.writeAttribute("late", float(1));
    await tree.writeAttribute("late", none);
    await expect(tree.writeAttribute("late", str("a"))).rejects.toThrow("late is a number and can't become text");
    service.late = null;
    await tree.writeAttribute("late", float(2));
    expect(service.late).toBe(2);
  });

  it("leaves other members and read-only ones as they are", async () => {
    const { service, tree } = bench.serve(new Limits());
    await expect(tree.writeAttribute("plain", none)).rejects.toThrow("plain is a number and can't become empty");
    await expect(tree.writeAttribute("fixed", none)).rejects.toThrow("fixed is read-only");
    await expect(tree.writeAttribute("levels[0]", none)).rejects.toThrow("levels[0] is a number and can't become empty");
    expect([service.plain, service.fixed, service.levels?.[0]]).toEqual([5, 1, 1]);
  });

  it("restores an empty value, also of a list", async () => {
    const { service, tree } = bench.serve(new Limits());
    for (const name of ["limit", "levels", "table", "stored"]) {
      await tree.restoreValue(name, none);
      expect(Reflect.get(service, name)).toBeNull();
    }
  });

  it("needs a type with null in TypeScript", () => {
    class Wrong extends DataService {
      // @ts-expect-error -- null does not fit a number
      @nullable limit = 10;
    }
    expect(new Wrong().limit).toBe(10);
  });
});

import { setImmediate as nextTurn } from "node:timers/promises";
import { DataService } from "dasedeck";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SerializedObject } from "#shared/serialized.ts";
import { mostServedPlaces, mostServedText } from "./cut-text.ts";
import { TreeBench } from "./testing/tree-bench.ts";

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

class Wide extends DataService {
  wide: number[][] = [];
  texts: string[] = [];
  other = 1;
}

/** How many values of a tree are served, and how many say that they are not. */
function counted(object: SerializedObject): { served: number; refused: number } {
  const parts = typeof object.value === "object" && object.value !== null && object.type !== "Quantity" ? Object.values(object.value) : [];
  return parts
    .map(counted)
    .reduce(
      (sum, part) => ({ served: sum.served + part.served, refused: sum.refused + part.refused }),
      object.type === "Exception" ? { served: 0, refused: 1 } : { served: 1, refused: 0 },
    );
}

const rows = (count: number, length: number): number[][] => Array.from({ length: count }, () => new Array<number>(length).fill(0));

it("serves no more than there is room for, however it is spread, and says so once", () => {
  const { service, tree } = bench.serve(new Wide());
  service.wide = rows(2000, 2000);
  const { served, refused } = counted(tree.serialize());
  expect(served).toBeLessThanOrEqual(mostServedPlaces + 1);
  expect(served).toBeGreaterThan(mostServedPlaces - 2000 - 2000);
  expect(refused).toBeGreaterThan(1900);
  expect(bench.warnings).toEqual([`What is beyond ${mostServedPlaces} members and entries, all together, is not served`]);
  service.other = 2;
  expect(tree.serialize().value["other"]).toMatchObject({ value: 2 });
});

it("serves what had no room once there is room again", async () => {
  const { service, tree } = bench.serve(new Wide());
  service.wide = rows(60, 2000);
  expect(tree.serialize().value["wide"]).toMatchObject({
    value: expect.arrayContaining([expect.objectContaining({ type: "Exception" })]) as unknown,
  });
  service.wide.splice(0, 20);
  tree.serialize();
  await nextTurn();
  await nextTurn();
  expect(counted(tree.serialize()).refused).toBe(0);
  expect((tree.serialize().value["wide"] as { value: SerializedObject[] }).value.map(({ type }) => type)).toEqual(
    new Array(40).fill("list"),
  );
});

it("gives back all room that it took", async () => {
  const { service, tree } = bench.serve(new Wide());
  for (let round = 0; round < 30; round++) {
    service.wide = rows(10, 900);
    await nextTurn();
    service.wide = [];
    await nextTurn();
  }
  service.wide = rows(40, 2000);
  expect(counted(tree.serialize()).refused).toBe(0);
});

it("serves no more text than there is room for", async () => {
  const { service, tree } = bench.serve(new Wide());
  const long = "x".repeat(2 ** 20);
  const fitting = mostServedText / long.length;
  for (let round = 0; round < 3; round++) {
    service.texts = Array.from({ length: fitting + 2 }, () => long);
    expect(counted(tree.serialize()).refused).toBe(2);
    service.texts = [];
    await nextTurn();
  }
  service.texts = Array.from({ length: fitting }, () => long);
  expect(counted(tree.serialize()).refused).toBe(0);
});

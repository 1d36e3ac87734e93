import { choice, DataService, parameters } from "dasedeck";
import { afterEach, beforeEach, expect, it } from "vitest";
import { objectAt } from "#shared/mirror-tree.ts";
import type { AttributeWrite } from "#shared/serialized.ts";
import { TreeBench } from "./testing/tree-bench.ts";

const Gear = { Low: 1, High: 5 } as const;
type GearValue = (typeof Gear)[keyof typeof Gear];
const State = choice({ idle: 0, busy: 1 });

class Gearbox extends DataService {
  shifted: unknown[] = [];

  @parameters({ gear: Gear, state: State, more: Gear })
  shift(gear: GearValue | null, constructor: unknown = 0, state = State.idle, ...more: GearValue[]) {
    this.shifted = [gear, constructor, state === State.busy, ...more];
    return state;
  }
}

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

it("a parameter takes the name of a choice as what it stands for, where the method says so", async () => {
  const { service, tree } = bench.serve(new Gearbox());
  const text = (value: string): AttributeWrite => ({ type: "str", value });
  const given = [{ type: "Enum", value: "High" }, text("High"), text("busy"), text("Low"), text("High")] as const;
  expect(await tree.callMethod("shift", { args: [...given] })).toMatchObject({ type: "Enum", value: "busy" });
  expect(service.shifted).toEqual([5, "High", true, 1, 5]);
  await tree.callMethod("shift", { args: [], kwargs: { gear: text("Low") } });
  expect(service.shifted).toEqual([1, 0, false]);
  expect(objectAt(tree.serialize(), "shift")).toMatchObject({
    signature: { parameters: { gear: { choices: ["Low", "High"] }, state: { optional: true, choices: ["idle", "busy"] } } },
  });
  await expect(tree.callMethod("shift", { args: [text("Middle")] })).rejects.toThrow(
    'gear has no choice "Middle"; choose one of Low, High',
  );
  await expect(tree.callMethod("shift", { args: [{ type: "float", value: 5 }] })).rejects.toThrow(
    "gear is a choice and can't become a number, 5; choose one of",
  );
  expect(service.shifted).toEqual([1, 0, false]);
});

import { DataService, quantity } from "dasedeck";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { objectAt } from "#shared/mirror-tree.ts";
import { TreeBench } from "./testing/tree-bench.ts";

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

describe("a quantity that is written", () => {
  it("is held to the unit that is there, which the service itself may replace by any other, as in pydase", async () => {
    class Motor extends DataService {
      _speed = quantity(1, "m/s");
      _limit = quantity(2, "m/s");
      current = quantity(1, "A");

      get speed() {
        return this._speed;
      }

      set speed(value) {
        this._speed = value;
      }

      get limit() {
        return this._limit;
      }

      set limit(value) {
        this._limit = value.to("m/s");
      }
    }
    const { service, tree } = bench.serve(new Motor());
    const write = (path: string, magnitude: number, unit: string) =>
      tree.writeAttribute(path, { type: "Quantity", value: { magnitude, unit } });
    const speed = () => objectAt(tree.serialize(), "speed");

    await expect(write("speed", 5, "A")).rejects.toThrow("speed: 5 A can't be given in m/s: A measures something else");
    await write("speed", 7.2, "km/h");
    expect(speed()).toMatchObject({ value: { magnitude: 2, unit: "m/s" } });

    service.speed = quantity(5, "A");
    service.current = quantity(300, "K");
    expect(speed()).toMatchObject({ value: { magnitude: 5, unit: "A" } });
    expect(objectAt(tree.serialize(), "current")).toMatchObject({ value: { magnitude: 300, unit: "K" } });
    await expect(write("speed", 2, "m/s")).rejects.toThrow("speed: 2 m/s can't be given in A");
    await write("speed", 6000, "mA");
    expect(speed()).toMatchObject({ value: { magnitude: 6, unit: "A" } });

    expect(() => (service.limit = quantity(5, "A"))).toThrow("5 A can't be given in m/s");
    service.limit = quantity(36, "km/h");
    expect(String(service.limit)).toBe("10 m/s");
  });
});

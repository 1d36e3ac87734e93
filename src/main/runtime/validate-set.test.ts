import { DataService, quantity, validateSet } from "dasedeck";
import { afterEach, beforeEach, expect, it } from "vitest";
import { TreeBench } from "./testing/tree-bench.ts";

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

class Supply extends DataService {
  _voltage = quantity(0, "V");
  _reached = 1;

  get voltage() {
    return this._voltage;
  }

  @validateSet({ timeoutSec: 1, precision: 0.1 })
  set voltage(value) {
    this._voltage = value.with(value.magnitude * this._reached);
  }
}

it("compares quantities by their magnitude", async () => {
  const { service, tree } = bench.serve(new Supply());
  service._reached = 1.01;
  await tree.writeAttribute("voltage", { type: "Quantity", value: { magnitude: 5, unit: "V" } });
  service._reached = 1.1;
  const written = tree.writeAttribute("voltage", { type: "Quantity", value: { magnitude: 5000, unit: "mV" } });
  const refused = expect(written).rejects.toThrow("did not become 5 V within 1 s: it reads 5.5 V");
  await bench.clock.advance(1.1);
  await refused;
});

it("tells why a value can't be read", async () => {
  class Silent extends DataService {
    _isSilent = false;
    get level() {
      if (this._isSilent) throw new Error("no answer");
      return 1;
    }
    @validateSet({ timeoutSec: 1 })
    set level(_value: number) {
      this._isSilent = true;
    }
  }
  const { tree } = bench.serve(new Silent());
  const refused = expect(tree.writeAttribute("level", { type: "float", value: 2 })).rejects.toThrow(
    "level was set, but did not become 2 within 1 s: it can't be read: no answer",
  );
  await bench.clock.advance(1.1);
  await refused;
});

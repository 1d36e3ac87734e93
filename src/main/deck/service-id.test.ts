import fc from "fast-check";
import { expect, it } from "vitest";
import { serviceIdOf } from "./service-id.ts";

it.each([
  ["/lab/SensorService.ts", "sensor-service"],
  ["/lab/HVSupply.ts", "hv-supply"],
  ["/lab/laser_2 (old).mts", "laser-2-old"],
  ["/lab/Kühler.js", "kühler"],
  ["/lab/….ts", "service"],
])("%s → %s", (file, id) => {
  expect(serviceIdOf(file, new Set())).toBe(id);
});

it("numbers further services of one name", () => {
  expect(serviceIdOf("/b/laser.ts", new Set(["laser", "laser-2"]))).toBe("laser-3");
});

it("is never taken and never empty", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 10 }), (names) => {
      const ids = new Set<string>();
      for (const name of names) {
        const id = serviceIdOf(`/lab/${name.replaceAll("/", "")}.ts`, ids);
        expect(id).not.toBe("");
        expect(ids.has(id)).toBe(false);
        ids.add(id);
      }
    }),
  );
});

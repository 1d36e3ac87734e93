import fc from "fast-check";
import { expect, it } from "vitest";
import { nameOfFile, serviceIdOf, uniqueId } from "./service-id.ts";

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

it.each(["api", "ws", "assets", "metrics", "healthz", "Service Properties", "constructor"])(
  "%s is no id: the server has such a route, or every object",
  (name) => {
    const id = serviceIdOf(`/lab/${name}.ts`, new Set());
    expect(id).toMatch(/^[a-z-]+-2$/);
    expect(uniqueId(name, new Set([id]))).toMatch(/-3$/);
  },
);

it("is the same however the file system spells an accented letter", () => {
  expect(serviceIdOf("/lab/Ku\u0308hler.ts", new Set())).toBe(serviceIdOf("/lab/K\u00fchler.ts", new Set()));
});

it("names state files as the builds before did, which did not put letters and their accents together", () => {
  expect(nameOfFile("/lab/cafe\u0301.ts")).toBe("cafe");
});

it("has at most 64 characters, and stays unique", () => {
  const ids = new Set<string>();
  for (let number = 0; number < 120; number += 1) ids.add(serviceIdOf(`/lab/${"long-name-".repeat(20)}.ts`, ids));
  expect(ids.size).toBe(120);
  for (const id of ids) expect(id.length).toBeLessThanOrEqual(64);
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

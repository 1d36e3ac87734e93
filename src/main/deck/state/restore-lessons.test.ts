import { expect, it } from "vitest";
import { noLessons, type RestoreLessons, type Restoration } from "#shared/service-channel.ts";
import { afterRestore, forget, learn, type Restoring } from "./restore-lessons.ts";

const power = (value: number): Restoration => ({ path: "power", write: { type: "float", value } });
const gain: Restoration = { path: "gain", write: { type: "float", value: 9 } };
const at = (value: Restoration, sources = "1"): Restoring => ({ sources, step: { kind: "value", ...value } });
const plain: Restoring = { sources: "1", step: { kind: "plain values" } };
const known: RestoreLessons = { sources: "1", leftOut: [power(5)], oneByOne: false };

it("learns one value after the other, and of one path the last", () => {
  expect(learn(noLessons, at(power(5)))).toEqual(known);
  expect(learn(known, at(gain)).leftOut).toEqual([power(5), gain]);
  expect(learn(learn(known, at(gain)), at(power(6))).leftOut).toEqual([gain, power(6)]);
});

it("looks for the plain value that ends a process until all is restored", () => {
  const looking = learn(known, plain);
  expect(looking).toEqual({ ...known, oneByOne: true });
  expect(learn(looking, at(gain))).toEqual({ sources: "1", leftOut: [power(5), gain], oneByOne: true });
  expect(afterRestore(looking, "1")).toEqual(known);
});

it("knows nothing of other files", () => {
  expect(learn(known, at(gain, "2"))).toEqual({ sources: "2", leftOut: [gain], oneByOne: false });
  expect(afterRestore(known, "2")).toEqual({ sources: "2", leftOut: [], oneByOne: false });
});

it("is the same object where nothing is new, which need not be written", () => {
  expect(afterRestore(known, "1")).toBe(known);
  expect(learn(known, { sources: "1", step: { kind: "nothing" } })).toBe(known);
  expect(forget(known, "gain")).toBe(known);
  expect(forget(known, "power").leftOut).toEqual([]);
});

import { afterEach, expect, expectTypeOf, it } from "vitest";
import type { Disposable } from "#shared/disposable.ts";
import { serviceParameters, setServiceParameters } from "./service-parameters.ts";

let set: Disposable | null = null;

function given(parameters: Record<string, string>): void {
  set = setServiceParameters(parameters);
}

afterEach(() => set?.dispose());

it("gives the texts, and nothing that was not given", () => {
  given({ port: "/dev/ttyUSB0" });
  const { port = "none", gain = "none" } = serviceParameters();
  expect([port, gain]).toEqual(["/dev/ttyUSB0", "none"]);
  expect("toString" in serviceParameters()).toBe(false);
  expect(Object.isFrozen(serviceParameters())).toBe(true);
  expectTypeOf(port).toEqualTypeOf<string>();
});

it("gives none where none were given, and what was there before when they are gone", () => {
  expect(serviceParameters()).toEqual({});
  given({ port: "1" });
  setServiceParameters({ port: "2" }).dispose();
  expect(serviceParameters()).toEqual({ port: "1" });
});

it("converts by the default, which stands where nothing was given", () => {
  given({ rate: "2.5", simulate: "true", port: "8" });
  const all = serviceParameters({ port: "/dev/null", rate: 10, simulate: false, offset: -1 });
  expect(all).toEqual({ port: "8", rate: 2.5, simulate: true, offset: -1 });
  expectTypeOf(all).toEqualTypeOf<{
    readonly port: string;
    readonly rate: number;
    readonly simulate: boolean;
    readonly offset: number;
  }>();
});

it("converts what has to be given", () => {
  given({ port: "", rate: "1e3", on: "false" });
  expect(serviceParameters({ port: String, rate: Number, on: Boolean })).toEqual({ port: "", rate: 1000, on: false });
});

it.each([
  [{}, { port: String }, 'This service needs the parameter "port": load it with --param port=…'],
  [{ prot: "x" }, { port: "y" }, 'This service has no parameter "prot"; did you mean "port"?'],
  [{ x: "1" }, { port: "y", rate: 1 }, 'no parameter "x"; known: port, rate'],
  [{ x: "1" }, {}, 'no parameter "x"; it has none'],
  [{ rate: "fast" }, { rate: 1 }, 'The parameter "rate" must be a number, not "fast"'],
  [{ rate: " " }, { rate: 1 }, "must be a number"],
  [{ rate: "1e400" }, { rate: 1 }, "must be a number"],
  [{ on: "yes" }, { on: true }, 'The parameter "on" must be true or false, not "yes"'],
  [{ constructor: "x" }, { port: "y" }, 'no parameter "constructor"'],
])("refuses %j where %j is expected", (parameters, expected, reason) => {
  given({ ...parameters });
  expect(() => serviceParameters(expected as Record<string, string>)).toThrow(reason);
});

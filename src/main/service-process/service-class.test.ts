import { expect, expectTypeOf, it } from "vitest";
import { DataService } from "#runtime/data-service.ts";
import type { ServiceOptions as AuthorOptions } from "#runtime/service-options.ts";
import { defaultServiceOptions, type ServiceOptions } from "#shared/service-snapshot.ts";
import { optionsOf, titleOf } from "./service-class.ts";

class HVSupply2 extends DataService {}

class Named extends DataService {
  static title = "Cathode supply";
  static service = { restart: "no", timeoutStopSec: 3 };
}

class Wrong extends DataService {
  static service = { restart: "sometimes" };
}

class Misspelt extends DataService {
  static service = { restartSecs: 1 };
}

it("takes the title from the class, or its name in words", () => {
  expect(titleOf(new Named())).toBe("Cathode supply");
  expect(titleOf(new HVSupply2())).toBe("HV Supply2");
});

it("is not led astray by an attribute that is called constructor", () => {
  const service = Object.defineProperty(new Named(), "constructor", { value: 42, enumerable: true });
  expect([titleOf(service), optionsOf(service).restart]).toEqual(["Cathode supply", "no"]);
});

it("puts the class's own options over the defaults", () => {
  expect(optionsOf(new HVSupply2())).toEqual(defaultServiceOptions);
  expect(optionsOf(new Named())).toEqual({ ...defaultServiceOptions, restart: "no", timeoutStopSec: 3 });
});

it("says which option of which class is wrong, and what is allowed, in one line", () => {
  expect(() => optionsOf(new Wrong())).toThrow(
    'The options `static service` of Wrong are wrong: "restart" must be one of "no", "on-crash", "on-failure", not "sometimes"',
  );
  expect(() => optionsOf(new Misspelt())).toThrow(/Misspelt are wrong: unknown option "restartSecs"; did you mean "restartSec"\?/);
});

it("has the options that authors are offered, no more and no fewer", () => {
  expectTypeOf<{ readonly [Name in keyof AuthorOptions]-?: Exclude<AuthorOptions[Name], undefined> }>().toEqualTypeOf<
    Readonly<ServiceOptions>
  >();
});

import { expect, it } from "vitest";
import { loadTimeoutsIn } from "./read-load-timeout.ts";

const inClass = (options: string): string => `export default class Laser extends DataService { static service = ${options}; }`;

it.each([
  ["nothing", inClass("{ restart: 'no' }"), []],
  ["a number", inClass("{ loadTimeoutSec: 120 }"), [120]],
  ["a quoted name", inClass('{ "loadTimeoutSec": 0.5 }'), [0.5]],
  ["a product", inClass("{ loadTimeoutSec: 2 * 60 }"), [120]],
  ["with a type", inClass("{ loadTimeoutSec: (90 as number) } as const satisfies ServiceOptions"), [90]],
  ["a constant", `const minute = 60; ${inClass("{ loadTimeoutSec: 5 * minute }")}`, [300]],
  ["an object of its own", "const options = { loadTimeoutSec: 45 }; class Laser { static service = options; }", [45]],
  ["behind a spread", inClass("{ ...base, loadTimeoutSec: 45 }"), [45]],
  ["several", `${inClass("{ loadTimeoutSec: 45 }")} class Base { static service = { loadTimeoutSec: 60 }; }`, [45, 60]],
  ["what is worked out", inClass("{ loadTimeoutSec: Number(process.env.WAIT) }"), [null]],
  ["a shorthand of what is worked out", `const loadTimeoutSec = wait(); ${inClass("{ loadTimeoutSec }")}`, [null]],
  ["a shorthand", `const loadTimeoutSec = 75; ${inClass("{ loadTimeoutSec }")}`, [75]],
  ["a wrong number", inClass("{ loadTimeoutSec: 0 }"), [null]],
  ["a circle", `const a = b; const b = a; ${inClass("{ loadTimeoutSec: a }")}`, [null]],
  ["a comment alone", "// loadTimeoutSec: 5", [null]],
  ["what is no source", "class { loadTimeoutSec", [null]],
])("reads %s", (_, source, expected) => {
  expect(loadTimeoutsIn(source, ".ts")).toEqual(expected);
});

import { expect, it } from "vitest";
import { declaresParameters } from "./declared-parameters.ts";

/** As an engine tells of a method: the source as it was written. */
const written = (source: string) => ({ length: 0, toString: () => source });

it.each([
  "async poll() {}",
  "async poll(/* none, (really) */) {}",
  "async poll(\n  // none\n) {}",
  "async /* a */ poll /* b */ ( /* c */ ) { /* ) */ const x = (1); }",
  'async "a (b"() {}',
  "async ['a]' + x]() {}",
  "async 12() {}",
  "async () => {}",
  "async function (...passedOn) {}",
])("finds none in %s", (source) => {
  expect(declaresParameters(written(source))).toBe(false);
});

it.each([
  "async poll(seconds = 1) {}",
  "async poll(...all) {}",
  "async poll({ a } = {}) {}",
  "async poll(/* how long */ seconds = 1) {}",
  "async poll(\n  // how long\n  seconds = 1,\n) {}",
  'async "read it"(seconds = 1) {}',
  "async 'a \\' (b'(...all) {}",
  "async [(_a = 1, name)](seconds = 1) {}",
  "async 12(...all) {}",
  "async gr\u00f6\u00dfe(...all) {}",
])("finds some in %s", (source) => {
  expect(declaresParameters(written(source))).toBe(true);
});

it("finds those that count", () => {
  expect(declaresParameters({ length: 1, toString: () => "async seconds => {}" })).toBe(true);
});

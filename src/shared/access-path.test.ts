import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAccessPath, hasPath, parseAccessPath, type PathStep } from "./access-path.ts";

const member = (name: string): PathStep => ({ kind: "member", name });
const index = (at: number): PathStep => ({ kind: "index", index: at });
const key = (text: string): PathStep => ({ kind: "key", key: text });

describe("access paths", () => {
  it.each([
    ["", []],
    ["voltage", [member("voltage")]],
    ["supply.output.voltage", [member("supply"), member("output"), member("voltage")]],
    ["channels[0].poll", [member("channels"), index(0), member("poll")]],
    ["rows[0][12]", [member("rows"), index(0), index(12)]],
    ['table["dotted.key"].x', [member("table"), key("dotted.key"), member("x")]],
    [String.raw`table["a\"b\\c'd"]`, [member("table"), key(String.raw`a"b\c'd`)]],
    ['table[""]["[0]"]', [member("table"), key(""), key("[0]")]],
    ["limits[-1]", [member("limits"), index(-1)]],
    ["Größe µm", [member("Größe µm")]],
  ])("%s leads along its steps, and they lead back", (path, steps) => {
    expect(parseAccessPath(path)).toEqual(steps);
    expect(formatAccessPath(steps)).toBe(path);
  });

  it.each([
    ["table['one']", [member("table"), key("one")]],
    [String.raw`table['it\'s']`, [member("table"), key("it's")]],
    [String.raw`table["C:\new"]`, [member("table"), key(String.raw`C:\new`)]],
  ])("reads %s, though it is written otherwise", (path, steps) => {
    expect(parseAccessPath(path)).toEqual(steps);
  });

  it.each([
    ".",
    "a.",
    ".a",
    "a..b",
    "a[",
    "a]",
    "a[]",
    "a[01]",
    "a[-0]",
    "a[1.5]",
    "a[x]",
    'a["b]',
    'a["b"c]',
    "a[0]b",
    'a"b"',
    "a[9999999999999999]",
  ])("%s is none", (path) => {
    expect(parseAccessPath(path)).toBeNull();
  });

  it("are read back as they were written, whatever names, indices and keys", () => {
    const name = fc.string({ unit: "binary", minLength: 1 }).filter(hasPath).map(member);
    const step = fc.oneof(name, fc.nat().map(index), fc.string({ unit: "binary" }).map(key));
    fc.assert(
      fc.property(name, fc.array(step), (first, rest) => {
        const steps = [first, ...rest];
        expect(parseAccessPath(formatAccessPath(steps))).toEqual(steps);
      }),
    );
  });

  it("never throw, whatever is read", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", ".", "[", "]", '"', "'", "\\", "0", "1", "-") }),
        (text) => void parseAccessPath(text),
      ),
    );
  });
});

import { expect, it } from "vitest";
import { servedFiles } from "./served-files.ts";

const known = [
  { long: "--name", required: true },
  { long: "--param", required: true },
  { long: "--port", required: true },
  { long: "--deck", required: false },
];

const read = (...args: string[]) => servedFiles(args, known, "/lab");

it("gives each file the options behind it", () => {
  expect(read("--deck", "a.ts", "--name", "left", "--port", "8002", "--param=port=/dev/ttyUSB0", "a.ts", "--param", "x=", "b.ts")).toEqual([
    { file: "/lab/a.ts", name: "left", parameters: { port: "/dev/ttyUSB0" } },
    { file: "/lab/a.ts", parameters: { x: "" } },
    { file: "/lab/b.ts" },
  ]);
});

it("keeps what looks like an option where it is a value, and what stands behind --", () => {
  expect(read("a.ts", "--param", "offset=-5", "--", "--name")).toEqual([
    { file: "/lab/a.ts", parameters: { offset: "-5" } },
    { file: "/lab/--name" },
  ]);
});

it.each([
  [["a.ts", "a.ts"], "give each a name of its own: a.ts --name left a.ts --name right"],
  [["a.ts", "b.ts", "../lab/a.ts"], "/lab/a.ts is given twice"],
  [["a.ts", "--name", "x", "a.ts", "--name", " x "], "/lab/a.ts is given twice with the name x"],
  [["a.ts", "--name", "x", "--name", "y"], "a.ts is given two names, x and y"],
  [["--name", "x", "a.ts"], "--name x has no file before it; write it after the file that it belongs to"],
  [["--param", "x=1"], "--param x=1 has no file before it"],
  [["a.ts", "--name", ""], "a name can't be empty"],
  [["a.ts", "--name", "--"], "a name needs a letter or a digit"],
  [["a.ts", "--name", "two\nlines"], "invisible characters"],
  [["a.ts", "--name", "\u202egnp"], "invisible characters"],
  [["a.ts", "--name", "x".repeat(65)], "at most 64 characters"],
  [["a.ts", "--param", "port"], '--param: "port" is no parameter: write name=value, such as port=/dev/ttyUSB0'],
  [["a.ts", "--param", "=1"], "begins with a letter"],
  [["a.ts", "--param", "__proto__=1"], "begins with a letter"],
  [["a.ts", "--param", "x=1\n2"], "control characters"],
  [["a.ts", "--param", "x=1", "--param", "x=2"], "the parameter x is given twice"],
])("refuses %j", (args, reason) => {
  expect(() => read(...args)).toThrow(reason);
});

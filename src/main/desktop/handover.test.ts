import fc from "fast-check";
import { expect, it } from "vitest";
import { handoverMessage, handoverProblem, parseHandover } from "./handover.ts";

it("arrives as it was sent, whatever the files are called, as one text in ASCII", () => {
  const file = fc.string({ unit: "binary", maxLength: 20 }).map((name) => `/lab/${name}`);
  const given = fc.record({
    file,
    name: fc.constantFrom(undefined, "left", "Größe №2"),
    parameters: fc.constantFrom(undefined, {}, { port: "/dev/ttyÜ=0" }),
  });
  fc.assert(
    fc.property(fc.array(given, { maxLength: 20 }), (files) => {
      const message = handoverMessage({ files });
      expect(message.json).toMatch(/^[\x20-\x7e]*$/);
      expect(parseHandover(message)).toEqual({ files });
    }),
    { numRuns: 30 },
  );
});

const saying = (content: unknown) => ({ json: JSON.stringify(content) });

it.each([
  [undefined],
  [null],
  [[]],
  ["/lab/a.ts"],
  [{}],
  [{ json: 1 }],
  [{ json: "{" }],
  [saying(null)],
  [saying({ files: "/lab/a.ts" })],
  [saying({ files: [1] })],
  [saying({ files: [""] })],
  [saying({ files: ["a.ts"] })],
  [saying({ files: [{ file: "a.ts" }] })],
  [saying({ files: [{ file: "/a.ts", name: "two\nlines" }] })],
  [saying({ files: [{ file: "/a.ts", name: "x".repeat(65) }] })],
  [saying({ files: [{ file: "/a.ts", parameters: { port: 1 } }] })],
  [saying({ files: ["/".repeat(5000)] })],
  [saying({ files: Array(1001).fill("/a") })],
  [saying({ files: Array(1000).fill(`/${"a".repeat(40)}`) })],
])("does not understand %j", (data) => {
  expect(parseHandover(data)).toBeNull();
});

it("understands the paths that an older version sends", () => {
  expect(parseHandover(saying({ files: ["/lab/a.ts"] }))).toEqual({ files: [{ file: "/lab/a.ts" }] });
});

it("never throws", () => {
  fc.assert(fc.property(fc.anything(), (data) => void parseHandover(data)));
});

it("refuses a start that Chromium could not carry to the app that runs", () => {
  const problemWith = (count: number): string | null => {
    const files = Array.from({ length: count }, (_, index) => `/lab/a-service-with-quite-a-name-${index}.ts`);
    return handoverProblem(handoverMessage({ files: files.map((file) => ({ file })) }), ["/usr/bin/dasedeck", ...files], "/lab");
  };
  expect(problemWith(100)).toBeNull();
  expect(problemWith(1000)).toContain("give fewer at a time");
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { OutputLines } from "./output-lines.ts";

const at = "2026-01-01T00:00:00.000Z";

it("cuts lines the same wherever the pieces are cut", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z\n]{0,8}$/)), (pieces) => {
      const output = new OutputLines();
      const lines = [...pieces.flatMap((piece) => output.take("stdout", piece, at).lines), ...output.rest(at)];
      const whole = pieces.join("").split("\n");
      if (whole.at(-1) === "") whole.pop();
      expect(lines.map((line) => line.text)).toEqual(whole);
    }),
  );
});

it("keeps the streams apart", () => {
  const output = new OutputLines();
  output.take("stdout", "half", at);
  expect(output.take("stderr", "whole\n", at).lines).toEqual([{ at, stream: "stderr", text: "whole" }]);
  expect(output.take("stdout", " line\r\n", at).lines).toEqual([{ at, stream: "stdout", text: "half line" }]);
});

it("makes only the last lines of each piece where there is a limit, and counts the others", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z\r\n]{0,12}$/)), fc.integer({ min: 1, max: 4 }), (pieces, most) => {
      const all = new OutputLines();
      const limited = new OutputLines(most);
      for (const piece of pieces) {
        const { lines } = all.take("stdout", piece, at);
        const leftOut = Math.max(0, lines.length - most);
        expect(limited.take("stdout", piece, at)).toEqual({ lines: lines.slice(leftOut), leftOut });
      }
      expect(limited.rest(at)).toEqual(all.rest(at));
    }),
  );
});

it("does not grow with a line that never ends", () => {
  const output = new OutputLines();
  for (let piece = 0; piece < 100; piece += 1) output.take("stdout", "x".repeat(1000), at);
  expect(output.rest(at)[0]?.text.length).toBeLessThan(5000);
});

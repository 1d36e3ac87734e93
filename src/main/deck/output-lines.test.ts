import fc from "fast-check";
import { expect, it } from "vitest";
import { OutputLines } from "./output-lines.ts";

const at = "2026-01-01T00:00:00.000Z";

it("cuts lines the same wherever the pieces are cut", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z\n]{0,8}$/)), (pieces) => {
      const output = new OutputLines();
      const lines = [...pieces.flatMap((piece) => output.take("stdout", piece, at)), ...output.rest(at)];
      const whole = pieces.join("").split("\n");
      if (whole.at(-1) === "") whole.pop();
      expect(lines.map((line) => line.text)).toEqual(whole);
    }),
  );
});

it("keeps the streams apart", () => {
  const output = new OutputLines();
  output.take("stdout", "half", at);
  expect(output.take("stderr", "whole\n", at)).toEqual([{ at, stream: "stderr", text: "whole" }]);
  expect(output.take("stdout", " line\r\n", at)).toEqual([{ at, stream: "stdout", text: "half line" }]);
});

it("does not grow with a line that never ends", () => {
  const output = new OutputLines();
  for (let piece = 0; piece < 100; piece += 1) output.take("stdout", "x".repeat(1000), at);
  expect(output.rest(at)[0]?.text.length).toBeLessThan(5000);
});

import { expect, it } from "vitest";
import { parseArgument } from "./argument.ts";

const gear = { annotation: null, optional: false, default: null, choices: ["Low", "High"] };

it("sends the name of a choice, where the parameter has some", () => {
  expect(parseArgument("High", gear)).toEqual({ write: { type: "Enum", value: "High" } });
  expect(parseArgument("", gear)).toEqual({ problem: "A choice is needed" });
  expect(parseArgument("", { ...gear, optional: true })).toEqual({ write: null });
});

const anything = { annotation: null, optional: false, default: null };

it.each(["[1, 1e400]", '{"a": {"b": -1e400}}', `[${"9".repeat(400)}]`, `[${"9".repeat(400)}.5]`])(
  "refuses a number in JSON that would silently become infinite: %s",
  (text) => {
    expect(parseArgument(text, anything)).toEqual({ problem: expect.stringContaining("is too large: the largest number is") as string });
  },
);

it("leaves texts in JSON as they are, whatever they look like", () => {
  expect(parseArgument('["1e400", "\\"1e400", 1e300]', anything)).toMatchObject({
    write: { type: "list", value: [{ value: "1e400" }, { value: '"1e400' }, { value: 1e300 }] },
  });
});

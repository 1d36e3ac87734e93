import { expect, it } from "vitest";
import { parseArgument } from "./argument.ts";

const gear = { annotation: null, optional: false, default: null, choices: ["Low", "High"] };

it("sends the name of a choice, where the parameter has some", () => {
  expect(parseArgument("High", gear)).toEqual({ write: { type: "Enum", value: "High" } });
  expect(parseArgument("", gear)).toEqual({ problem: "A choice is needed" });
  expect(parseArgument("", { ...gear, optional: true })).toEqual({ write: null });
});

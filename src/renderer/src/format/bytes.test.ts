import { expect, it } from "vitest";
import { formatBytes } from "./bytes.ts";

it.each([
  [0, "0 MiB"],
  [88_080_384, "84 MiB"],
  [999.4 * 1024 * 1024, "999 MiB"],
  [1_342_177_280, "1.25 GiB"],
])("writes %d bytes as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

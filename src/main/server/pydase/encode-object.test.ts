import { expect, it } from "vitest";
import type { SerializedMethod } from "#shared/serialized.ts";
import { encodeObject } from "./encode-object.ts";

const method: SerializedMethod = {
  full_access_path: "home",
  type: "method",
  value: null,
  readonly: true,
  doc: null,
  async: false,
  signature: { parameters: {} },
  frontend_render: false,
};

it.each([
  ["python", false, false, false],
  ["python", true, false, true],
  ["python", false, true, true],
  ["browser", true, false, true],
  ["dasedeck", true, false, false],
  ["dasedeck", true, true, true],
] as const)("tells %s of a method (async %s, command %s) whether it has a button: %s", (dialect, isAsync, isCommand, isShown) => {
  const text = encodeObject({ ...method, async: isAsync, frontend_render: isCommand }, { dialect, prefix: "", membersOf: () => [] });
  expect(JSON.parse(text)).toMatchObject({ async: isAsync, frontend_render: isShown });
});

import { describe, expect, it } from "vitest";
import { attributePath, replaceValue, splitAccessPath } from "./access-path.ts";
import type { SerializedDataService, SerializedObject } from "./serialized.ts";

function float(path: string, value: number): SerializedObject {
  return { full_access_path: path, type: "float", value, readonly: false, doc: null };
}

function service(path: string, value: Record<string, SerializedObject>): SerializedDataService {
  return { full_access_path: path, type: "DataService", name: "Test", value, readonly: false, doc: null };
}

const tree = () =>
  service("", {
    a: float("a", 1),
    supply: service("supply", { output: service("supply.output", { voltage: float("supply.output.voltage", 2) }) }),
  });

describe("access paths", () => {
  it("are put together and taken apart", () => {
    expect(attributePath("", "a")).toBe("a");
    expect(attributePath("supply.output", "voltage")).toBe("supply.output.voltage");
    expect(splitAccessPath("supply.output.voltage")).toEqual(["supply", "output", "voltage"]);
    expect(splitAccessPath("")).toEqual([]);
  });
});

describe("replaceValue", () => {
  it.each([float("a", 5), float("supply.output.voltage", 5), float("supply.added", 5), service("supply", {})])(
    "puts the value at $full_access_path",
    (value) => {
      const changed = tree();
      replaceValue(changed, value);
      let found: SerializedObject | undefined = changed;
      for (const name of splitAccessPath(value.full_access_path)) found = found?.type === "DataService" ? found.value[name] : undefined;
      expect(found).toBe(value);
    },
  );

  it.each(["", "nowhere.x", "a.x", "supply.nowhere.x", "constructor.x"])("changes nothing for the path %j, which leads nowhere", (path) => {
    const unchanged = tree();
    replaceValue(unchanged, float(path, 5));
    expect(unchanged).toEqual(tree());
  });
});

import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import { restoreState, type RestoreGuard } from "#runtime/restore-state.ts";
import type { SavedState } from "#shared/service-channel.ts";
import type { AttributeWrite, SerializedDataService, SerializedObject } from "#shared/serialized.ts";
import { parsePythonJson } from "../../wire/python-json.ts";

type Content = SerializedObject extends infer Object
  ? Object extends unknown
    ? Omit<Object, "full_access_path" | "readonly" | "doc">
    : never
  : never;

/** A serialised object without the words that say nothing here. */
function at(path: string, content: Content): SerializedObject {
  return { full_access_path: path, readonly: false, doc: null, ...content };
}
const float = (path: string, value: number): SerializedObject => at(path, { type: "float", value });
function service(path: string, value: Record<string, SerializedObject>): SerializedDataService {
  return { full_access_path: path, readonly: false, doc: null, type: "DataService", name: "Laser", value };
}

it("takes up a state file of pydase's", async () => {
  const text = await readFile(new URL("./testing/pydase-0.10.21-state.txt", import.meta.url), "utf8");
  const present = {
    power: float("power", 1),
    offset: float("offset", 0),
    shots: at("shots", { type: "int", value: 3 }),
    mode: at("mode", { type: "Enum", name: "Mode", value: "OFF", enum: {} }),
    colour: at("colour", { type: "ColouredEnum", name: "Colour", value: "PENDING", enum: {} }),
    voltage: at("voltage", { type: "Quantity", value: { magnitude: 0, unit: "V" } }),
    temperature: at("temperature", { type: "Quantity", value: { magnitude: 20, unit: "°C" } }),
    limits: at("limits", { type: "list", value: [1, 2, 3].map((value, index) => float(`limits[${index}]`, value)) }),
    table: at("table", { type: "dict", value: { one: float('table["one"]', 1), "two words": float('table["two words"]', 2) } }),
    channels: at("channels", {
      type: "list",
      value: [0, 1].map((index) => service(`channels[${index}]`, { gain: float(`channels[${index}].gain`, index + 1) })),
    }),
    slider: at("slider", {
      type: "NumberSlider",
      name: "Slider",
      value: { value: float("slider.value", 5), max: float("slider.max", 20) },
    }),
  };
  const root = { limits: [1, 2, 3], table: { one: 1, "two words": 2 }, channels: [{}, {}], slider: {} };
  const written: Record<string, unknown> = {};
  const notes: string[] = [];
  const restoreValue = (path: string, { value }: AttributeWrite): Promise<void> => {
    written[path] = value;
    return Promise.resolve();
  };
  const clock = new FakeClock();
  const guard: RestoreGuard = { oneByOne: false, isLeftOut: () => false, announce: () => Promise.resolve() };
  await restoreState(
    { root, attributes: service("", present), restoreValue },
    { saved: parsePythonJson(text) as SavedState, defaults: {}, written: [] },
    guard,
    clock,
    (note) => notes.push(note),
  );
  expect(written).toEqual({
    power: 2.5,
    offset: "NaN",
    shots: 12,
    mode: "RUN",
    colour: "RUNNING",
    voltage: { magnitude: 3.5, unit: "mV" },
    temperature: { magnitude: 77, unit: "°C" },
    "limits[1]": 9.5,
    'table["two words"]': 8,
    "channels[1].gain": 6,
    "slider.value": 7.5,
  });
  expect(notes).toEqual([]);
});

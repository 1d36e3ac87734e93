import { expect, it } from "vitest";
import type { SerializedObject, SerializedSubtree } from "#shared/serialized.ts";
import { sliderRange } from "./slider-range.ts";

const place = { full_access_path: "", readonly: false, doc: null };
const float = (value: number): SerializedObject => ({ ...place, type: "float", value });
const quantity = (magnitude: number, unit: string): SerializedObject => ({ ...place, type: "Quantity", value: { magnitude, unit } });

function slider(value: SerializedObject, min: SerializedObject, max: SerializedObject, step: SerializedObject): SerializedSubtree {
  return { ...place, type: "NumberSlider", name: "Slider", value: { value, min, max, step_size: step } };
}

it("takes numbers, and writes numbers", () => {
  const range = sliderRange(slider(float(3), float(0), float(10), float(0.5)));
  expect(range).toMatchObject({ value: 3, minimum: 0, maximum: 10, step: 0.5, unit: "" });
  expect(range?.write(4)).toEqual({ type: "float", value: 4 });
});

it("takes quantities of one unit; a step in another becomes a hundredth", () => {
  const range = sliderRange(slider(quantity(0.2, "T"), quantity(-1, "T"), quantity(1, "T"), quantity(1, "mT")));
  expect(range).toMatchObject({ value: 0.2, minimum: -1, maximum: 1, step: 0.02, unit: "T" });
  expect(range?.write(0.4)).toEqual({ type: "Quantity", value: { magnitude: 0.4, unit: "T" } });
});

it("is none where the limits have other units, are none or the wrong way round", () => {
  const step = float(1);
  expect(sliderRange(slider(quantity(0, "T"), quantity(-1, "mT"), quantity(1, "T"), quantity(1, "T")))).toBeNull();
  expect(sliderRange(slider(float(0), float(1), float(1), step))).toBeNull();
  expect(sliderRange(slider(float(0), float(0), { ...place, type: "float", value: "Infinity" }, step))).toBeNull();
  expect(sliderRange({ ...place, type: "NumberSlider", name: "Slider", value: {} })).toBeNull();
});

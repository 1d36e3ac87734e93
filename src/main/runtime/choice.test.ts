import { choice, colouredChoice, DefinitionError } from "dasedeck";
import { describe, expect, expectTypeOf, it } from "vitest";
import { choiceType } from "./choice.ts";

const Mode = choice({ OFF: 0, IDLE: 1, RUN: "run" }, { name: "Mode" });
const Status = colouredChoice({ PENDING: "#FFA500", RUNNING: "#0000FF80", FAILED: "hsla(0, 100%, 50%, 0.7)", GONE: "SlateGray" });

describe("choice", () => {
  it("has a frozen value for each name, which compares with ===", () => {
    let mode = Mode.IDLE;
    expect([mode.name, mode.value, String(mode), mode === Mode.IDLE]).toEqual(["IDLE", 1, "IDLE", true]);
    mode = Mode.RUN;
    expect(mode).not.toBe(Mode.IDLE);
    expect(Object.keys(Mode)).toEqual(["OFF", "IDLE", "RUN"]);
    expect(() => Object.assign(Mode, { OFF: 3 })).toThrow(TypeError);
    expect(() => Object.assign(mode, { name: "OFF" })).toThrow(TypeError);
    expectTypeOf(mode.name).toEqualTypeOf<"OFF" | "IDLE" | "RUN">();
    expectTypeOf(mode.value).toEqualTypeOf<0 | 1 | "run">();
    expectTypeOf(Mode).not.toHaveProperty("STOP");
  });

  it("is served as pydase's Enum and ColouredEnum", () => {
    expect(choiceType.matches(Mode.OFF)).toBe(true);
    expect(choiceType.matches({ name: "OFF", value: 0 })).toBe(false);
    expect(choiceType.serialize(Mode.OFF)).toEqual({ type: "Enum", name: "Mode", value: "OFF", enum: { OFF: 0, IDLE: 1, RUN: "run" } });
    expect(choiceType.serialize(Status.RUNNING)).toMatchObject({ type: "ColouredEnum", name: "Choice", value: "RUNNING" });
  });

  it("takes a name of its own set, and nothing else", () => {
    expect(choiceType.parse({ type: "Enum", value: "RUN" }, Mode.OFF)).toBe(Mode.RUN);
    expect(() => choiceType.parse({ type: "Enum", value: "PENDING" }, Mode.OFF)).toThrow('"PENDING" is none of OFF, IDLE, RUN');
    expect(() => choiceType.parse({ type: "Enum", value: "toString" }, Mode.OFF)).toThrow("is none of");
    expect(() => choiceType.parse({ type: "float", value: 0 }, Mode.OFF)).toThrow("0 is none of OFF, IDLE, RUN");
    expect(choiceType.parse({ type: "str", value: "RUN" }, Mode.OFF)).toBe(Mode.RUN);
    expect(() => choiceType.parse({ type: "str", value: "run" }, Mode.OFF)).toThrow('"run" is none of OFF, IDLE, RUN');
  });

  it.each<[string, () => unknown]>([
    ["choice: it needs an object", () => choice(["OFF"] as unknown as Record<string, string>)],
    ["choice: it needs at least one name", () => choice({})],
    ["choice: OFF must stand for a number", () => choice({ OFF: undefined as unknown as null })],
    ["choice: OFF must stand for a number", () => choice({ OFF: Infinity })],
    ["choice: a name must not be empty", () => choice({ "": 1 })],
    ["colouredChoice: A must stand for a CSS colour", () => colouredChoice({ A: "url(javascript:alert(1))" })],
    ["colouredChoice: A must stand for a CSS colour", () => colouredChoice({ A: "red; background: url(x)" })],
    ["colouredChoice: B has the colour of another name", () => colouredChoice({ A: "red", B: "red" })],
  ])("refuses wrong definitions: %s", (message, define) => {
    expect(define).toThrow(DefinitionError);
    expect(define).toThrow(message);
  });
});

import { describe, expect, it } from "vitest";
import { keptOutput } from "./kept-output.ts";
import { outputLinesKept, type OutputLine } from "./service-snapshot.ts";

const line = (text: string, stream: OutputLine["stream"] = "stdout"): OutputLine => ({ at: "2026-11-22T12:00:00.000Z", stream, text });
const lines = (name: string, count: number): OutputLine[] => Array.from({ length: count }, (_, index) => line(`${name} ${index}`));
const start = (name: string): OutputLine => line(`${name} started`, "new process");

describe("of a service's output", () => {
  it("the last lines are kept where only one process wrote", () => {
    const kept = keptOutput([start("1"), ...lines("1", outputLinesKept + 5)]);
    expect(kept).toHaveLength(outputLinesKept + 1);
    expect(kept.slice(0, 2)).toEqual([start("1"), line("1 5")]);
  });

  it("the last lines of the previous process stay, however much the present one writes", () => {
    let kept = keptOutput([start("1"), ...lines("1", 200), start("2")]);
    for (let round = 0; round < 10; round++) kept = keptOutput([...kept, ...lines("2", 49)]);
    expect(kept).toHaveLength(2 * outputLinesKept + 1);
    expect(kept[0]).toEqual(line("1 150"));
    expect(kept[outputLinesKept]).toEqual(start("2"));
    expect(kept.at(-1)).toEqual(line("2 48"));
  });

  it("what was written two processes ago goes when two others wrote much", () => {
    const kept = keptOutput([...keptOutput([start("1"), ...lines("1", 60), start("2"), ...lines("2", 60)]), start("3"), line("hello")]);
    expect(kept).toEqual([...lines("2", 60).slice(-outputLinesKept), start("3"), line("hello")]);
  });

  it("what the deck said before any process wrote is kept", () => {
    expect(keptOutput([line("a warning", "deck")])).toEqual([line("a warning", "deck")]);
  });
});

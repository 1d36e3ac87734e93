import { describe, expect, it } from "vitest";
import { beginDraft, overwritesChange, valueReported, type Draft, type Writer } from "./draft.ts";

const browser = { kind: "client", name: "browser" } as const;
const own: Writer = "this window";

function after(draft: Draft, ...reports: readonly [value: string, by: Writer][]): Draft {
  return reports.reduce((present, [value, by]) => valueReported(present, value, by), draft);
}

describe("a draft", () => {
  const draft = beginDraft("30", "20", "20");

  it.each<[what: string, reports: [string, Writer][], changed: Draft["changed"], overwrites: boolean]>([
    ["nothing was reported", [], null, false],
    ["the value is still the same", [["20", browser]], null, false],
    ["somebody else changed it", [["22", browser]], { by: browser }, true],
    ["the service changed it", [["22", null]], { by: null }, true],
    ["this window changed it", [["22", own]], null, false],
    [
      "this window changed it last",
      [
        ["22", browser],
        ["23", own],
      ],
      null,
      false,
    ],
    [
      "the service changed it last",
      [
        ["22", browser],
        ["23", null],
      ],
      { by: null },
      true,
    ],
    ["somebody else set what is typed", [["30", browser]], { by: browser }, false],
    [
      "it was changed and changed back",
      [
        ["22", browser],
        ["20", browser],
      ],
      { by: browser },
      true,
    ],
  ])("where %s", (_what, reports, changed, overwrites) => {
    const now = after(draft, ...reports);
    expect([now.changed, overwritesChange(now)]).toEqual([changed, overwrites]);
    expect([now.text, now.from]).toEqual(["30", "20"]);
  });
});

import { describe, expect, it } from "vitest";
import { addressOf, emptyDraft, isElsewhere, tellsTokenInTheClear } from "./remote-draft.ts";

describe("what is typed to add a remote service", () => {
  it.each([
    [{ url: " ws://lab-pc:8001 " }, { url: "ws://lab-pc:8001" }],
    [{ url: "lab-pc", name: "  ", token: " " }, { url: "lab-pc" }],
    [
      { url: "lab-pc", name: " Pump ", token: " dd_1\n" },
      { url: "lab-pc", name: "Pump", token: "dd_1" },
    ],
    [{ url: "ws://lab-pc", certificate: "PEM" }, { url: "ws://lab-pc" }],
    [
      { url: "wss://lab-pc", certificate: " PEM\n" },
      { url: "wss://lab-pc", certificate: "PEM" },
    ],
  ])("%j is sent without what was left empty", (typed, sent) => expect(addressOf({ ...emptyDraft, ...typed })).toEqual(sent));

  it.each([
    ["ws://lab-pc:8001", true],
    ["http://lab-pc:8001/pump", true],
    ["lab-pc:8001", true],
    ["ws://ana@10.0.0.4", true],
    ["ws://[fd00::4]:8001", true],
    ["ws://127.0.0.1.lab.example", true],
    ["wss://lab-pc", false],
    ["HTTPS://lab-pc", false],
    ["ws://localhost:8001", false],
    ["127.0.0.1:8001", false],
    ["ws://[::1]:8001", false],
    ["", false],
  ])("the token for %s is told in the clear: %s", (url, inTheClear) => {
    expect(tellsTokenInTheClear({ ...emptyDraft, url, token: "dd_1" })).toBe(inTheClear);
    expect(tellsTokenInTheClear({ ...emptyDraft, url })).toBe(false);
  });

  it.each([
    ["wss://lab-pc", true],
    ["ws://localhost:8001", false],
    ["", false],
    // The deck says what is wrong with these.
    ["ws://lab pc:8001", false],
    ["ws://", false],
  ])("%j leads to another computer: %s", (url, elsewhere) => expect(isElsewhere({ url })).toBe(elsewhere));
});

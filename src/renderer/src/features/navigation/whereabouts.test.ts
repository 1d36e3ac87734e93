import { expect, it } from "vitest";
import { atFirst, shownOf, step, type Shown, type Step, type Whereabouts } from "./whereabouts.ts";

const wide = true;
const narrow = false;

function after(steps: readonly Step[], isWide: boolean): Whereabouts {
  return steps.reduce((at, taken) => step(at, taken, isWide), atFirst);
}

const choose: Step = { kind: "choose", service: "laser" };
const expand: Step = { kind: "expand" };
const back: Step = { kind: "backToDeck" };
const close: Step = { kind: "close" };
const toDeck: Step = { kind: "goTo", view: "deck" };
const toService: Step = { kind: "goTo", view: "service" };
const toSettings: Step = { kind: "goTo", view: "settings" };
const toHistory: Step = { kind: "goTo", view: "history" };
const toRemote: Step = { kind: "goTo", view: "remote" };
const open: Step = { kind: "open", service: "pump" };

it.each<[steps: Step[], inWide: Shown, inNarrow: Shown]>([
  [[], "deck", "deck"],
  [[choose], "deck and service", "service"],
  [[choose, choose], "deck", "deck"],
  [[choose, close], "deck", "deck"],
  [[choose, expand], "service", "service"],
  [[choose, expand, back], "deck and service", "deck"],
  [[choose, expand, close], "deck", "deck"],
  [[choose, back], "deck and service", "deck"],
  [[choose, toDeck], "deck and service", "deck"],
  [[choose, toHistory], "history", "history"],
  [[choose, toHistory, toDeck], "deck and service", "deck"],
  [[choose, toSettings, toDeck], "deck and service", "deck"],
  [[choose, toSettings], "settings", "settings"],
  [[toService], "service", "service"],
  [[toService, toDeck], "deck", "deck"],
  [[choose, close, toService], "service", "service"],
  [[choose, close, toService, back], "deck", "deck"],
  [[toRemote], "remote", "remote"],
  [[choose, toRemote, toDeck], "deck and service", "deck"],
  [[toRemote, open], "service", "service"],
  [[toRemote, open, back], "deck", "deck"],
])("%j shows %s where there is room, else %s", (steps, inWide, inNarrow) => {
  expect(shownOf(after(steps, wide), wide)).toBe(inWide);
  expect(shownOf(after(steps, narrow), narrow)).toBe(inNarrow);
});

it("shows the details in the window's other size, too, when it becomes wider or narrower", () => {
  const open = after([choose], wide);
  expect(shownOf(open, narrow)).toBe("service");
  expect(shownOf(after([choose], narrow), wide)).toBe("deck and service");
});

it("remembers the service that was looked at", () => {
  expect(after([choose, toRemote, open], wide).service).toBe("pump");
  const at = after([choose, close, toHistory, toService], wide);
  expect(at.service).toBe("laser");
  expect(step(at, { kind: "switch", service: "pump" }, wide)).toEqual({ view: "service", service: "pump", details: false });
});

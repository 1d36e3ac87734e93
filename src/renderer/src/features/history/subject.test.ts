import { expect, it } from "vitest";
import type { SubjectHistory } from "#shared/journal.ts";
import { isAbout, ordered } from "./subject.ts";

function aHistory(task: string | null, more: Partial<SubjectHistory>): SubjectHistory {
  const nothing = { runs: 0, failures: 0, restarts: 0, runningSec: 0, downSec: 0, availability: null, meanTimeBetweenFailuresSec: null };
  return { service: "s", task, ...nothing, segments: [], ...more };
}

it("a strip belongs to the deck, to its service, and to itself", () => {
  const [service, task] = [
    { service: "s", task: null },
    { service: "s", task: "t" },
  ];
  expect([isAbout(service, { service: null }), isAbout(task, { service: null })]).toEqual([true, true]);
  expect([isAbout(service, { service: "s" }), isAbout(task, { service: "s" })]).toEqual([true, true]);
  expect([isAbout(service, { service: "s", task: null }), isAbout(task, { service: "s", task: null })]).toEqual([true, false]);
  expect([isAbout(service, { service: "s", task: "t" }), isAbout(task, { service: "s", task: "t" })]).toEqual([false, true]);
  expect(isAbout(task, { service: "other" })).toBe(false);
});

it("subjects are ordered by what is worst, those without a number last", () => {
  const subjects = [
    aHistory(null, {}),
    aHistory("good", { availability: 1, failures: 1, meanTimeBetweenFailuresSec: 100 }),
    aHistory("never", {}),
    aHistory("bad", { availability: 0.5, failures: 7, meanTimeBetweenFailuresSec: 2 }),
  ];
  const tasks = (order: Parameters<typeof ordered>[1]): (string | null)[] => ordered(subjects, order).map(({ task }) => task);
  expect(tasks("name")).toEqual([null, "good", "never", "bad"]);
  expect(tasks("availability")).toEqual(["bad", "good", null, "never"]);
  expect(tasks("failures")).toEqual(["bad", "good", null, "never"]);
  expect(tasks("meanTimeBetweenFailuresSec")).toEqual(["bad", "good", null, "never"]);
});

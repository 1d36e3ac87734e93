import { expect, it } from "vitest";
import type { Actor, Wanted } from "#shared/primitives.ts";
import { aTask, at } from "#shared/testing/snapshots.ts";
import { WantedTasks, type TaskWishes } from "./wanted-tasks.ts";

const ana: Actor = { kind: "operator", name: "ana" };
const autostart: Actor = { kind: "autostart", name: "autostart" };

function wish(wanted: Wanted["wanted"], by: Actor = ana): Wanted {
  return { wanted, by, at };
}

function serving(before: TaskWishes = {}): { tasks: WantedTasks; changes: () => number } {
  let changes = 0;
  const tasks = new WantedTasks(before, {
    changed: () => {
      changes++;
    },
    disposed: () => undefined,
  });
  tasks.processStarts();
  return { tasks, changes: () => changes };
}

function changed(tasks: WantedTasks, path: string, state: "inactive" | "running" | "finished", wanted: Wanted | null): void {
  tasks.treeChanged({ kind: "taskChanged", task: aTask(path, { state }, { wanted }) });
}

it("knows what was last asked of each task", () => {
  const { tasks } = serving();
  changed(tasks, "heat", "running", wish("running"));
  changed(tasks, "heat", "inactive", wish("stopped"));
  changed(tasks, "channels[0].poll", "running", wish("running", autostart));
  expect(tasks.all).toEqual({ heat: wish("stopped"), "channels[0].poll": wish("running", autostart) });
});

it("leaves to the file what only autostart asked for", () => {
  const { tasks } = serving();
  changed(tasks, "heat", "inactive", wish("stopped"));
  changed(tasks, "poll", "running", wish("running", autostart));
  expect(tasks.ofPeople).toEqual({ heat: wish("stopped") });
});

it("tells changes of what is asked, and nothing else", () => {
  const { tasks, changes } = serving();
  changed(tasks, "heat", "running", wish("running"));
  for (let run = 0; run < 100; run++) changed(tasks, "heat", "running", wish("running"));
  expect(changes()).toBe(1);
});

it("does not wish again for what is finished, nor for what is gone", () => {
  const { tasks } = serving({ calibrate: wish("running"), "channels[1].poll": wish("stopped") });
  changed(tasks, "calibrate", "finished", wish("running"));
  tasks.treeChanged({ kind: "taskRemoved", path: "channels[1].poll" });
  expect(tasks.all).toEqual({});
});

it("keeps what was asked of a task that has not come yet, and of one of which nothing is asked yet", () => {
  const before = { heat: wish("stopped"), "found.later": wish("running") };
  const { tasks } = serving(before);
  tasks.treeReplaced({ heat: aTask("heat", { state: "inactive" }) });
  expect(tasks.all).toEqual(before);
});

it("takes the end of a process, and what its supervisor stops, for nobody's wish", () => {
  const { tasks } = serving();
  changed(tasks, "heat", "running", wish("running"));
  // By a signal, of which the deck hears later.
  changed(tasks, "heat", "inactive", wish("stopped", { kind: "supervisor", name: "supervisor" }));
  tasks.hold();
  changed(tasks, "heat", "inactive", wish("stopped"));
  expect(tasks.all).toEqual({ heat: wish("running") });
});

it("keeps what the service's own code asked for", () => {
  const code: Actor = { kind: "supervisor", name: "service code" };
  const { tasks } = serving();
  changed(tasks, "heat", "inactive", wish("stopped", code));
  expect(tasks.ofPeople).toEqual({ heat: wish("stopped", code) });
});

it("forgets all when the service is stopped on purpose", () => {
  const { tasks, changes } = serving({ heat: wish("stopped") });
  tasks.forget();
  changed(tasks, "heat", "inactive", wish("stopped"));
  expect(tasks.all).toEqual({});
  expect(changes()).toBe(1);
});

it("is bounded: the latest stay", () => {
  const { tasks } = serving();
  for (let index = 0; index < 20_010; index++) changed(tasks, `task${index}`, "inactive", wish("stopped"));
  const kept = Object.keys(tasks.all);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([20_000, "task10", "task20009"]);
});

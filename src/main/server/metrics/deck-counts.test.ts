import { expect, it } from "vitest";
import type { DeckChange } from "#shared/deck-snapshot.ts";
import { DeckCounts } from "./deck-counts.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const status = (state: string, restarts: number, second: number) => ({
  kind: "statusChanged",
  service: "laser",
  status: { state, restarts, since: at(second) },
});
const task = (restarts: number, failures: number) => ({
  kind: "taskChanged",
  service: "laser",
  task: { path: "pulse", restarts, failures },
});
const added = { kind: "serviceAdded", service: { id: "laser", status: { state: "stopped", restarts: 0, since: at(0) } } };

function countsAfter(changes: readonly object[]): DeckCounts {
  const counts = new DeckCounts();
  for (const change of [added, ...changes]) counts.take({ change: change as DeckChange });
  return counts;
}

it("counts failures and restarts of a service, also after counts begin anew", () => {
  const counts = countsAfter([
    status("running", 0, 1),
    status("restarting", 0, 2),
    // Told again with something else that has changed.
    status("restarting", 0, 2),
    status("running", 1, 3),
    status("restarting", 1, 4),
    status("running", 2, 5),
    status("stopped", 2, 6),
    status("running", 0, 7),
    status("restarting", 0, 8),
    status("running", 1, 9),
    status("failed", 1, 10),
  ]);
  expect(counts.of("laser")).toMatchObject({ failures: 4, restarts: 3 });
});

it("counts failures and restarts of tasks, also of a process that came after", () => {
  const counts = countsAfter([
    task(0, 1),
    task(1, 1),
    task(1, 3),
    { kind: "treeReplaced", service: "laser", tasks: { pulse: { restarts: 0, failures: 0 } } },
    task(0, 1),
    task(2, 2),
  ]);
  expect(counts.of("laser")).toMatchObject({ taskFailures: 5, taskRestarts: 3 });
});

it("forgets a service that was removed", () => {
  const counts = countsAfter([{ kind: "valueChanged", service: "laser" }, { kind: "serviceRemoved", service: "laser" }, added]);
  expect(counts.of("laser").updates).toBe(0);
});

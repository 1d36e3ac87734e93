import { expect, it } from "vitest";
import { aService, aStatus, aTask, atMs, running } from "#shared/testing/snapshots.ts";
import { deckRows, filterRows, tableRows } from "./deck-rows.ts";
import { bestHit } from "./hits.ts";

const pump = aService(
  "pump",
  aStatus(running),
  ["poll", "readPressure", "channels[3].poll", "task7", "task70"].map((path) => aTask(path, { state: "running" })),
);
const laser = aService("laser", aStatus(running), [aTask("poll", { state: "running" }), aTask("warmUp", { state: "running" })]);

function hit(search: string): string | undefined {
  const rows = tableRows(filterRows(deckRows({ services: [pump, laser] }, atMs), "all", search));
  return rows[bestHit(rows, search)]?.key.replace("\n", " ");
}

it.each([
  ["", "pump"],
  ["pump", "pump"],
  ["poll", "pump poll"],
  ["laser poll", "laser poll"],
  ["l p", "laser poll"],
  ["pres", "pump readPressure"],
  ["up", "laser warmUp"],
  ["3", "pump channels[3].poll"],
  ["task7", "pump task7"],
  ["70", "pump task70"],
  ["nothing of the kind", undefined],
])("“%s” means %s", (search, row) => expect(hit(search)).toBe(row));

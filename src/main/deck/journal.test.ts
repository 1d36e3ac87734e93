import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { DeckChange, DeckEvent } from "#shared/deck-snapshot.ts";
import type { Actor } from "#shared/primitives.ts";
import { newServiceModel } from "./service-model.ts";
import { openJournal } from "./journal.ts";

const ana: Actor = { kind: "operator", name: "ana" };
let folder: string;
let sequence = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-journal-"));
});

afterEach(() => rm(folder, { recursive: true }));

const failOnWarning = (message: string): void => {
  throw new Error(message);
};

function stopped(service: string, since: string): DeckEvent {
  const { options, restarts } = newServiceModel({ monotonicMs: 0, wall: since });
  const wanted = { wanted: "stopped" as const, by: ana, at: since };
  const change: DeckChange = {
    kind: "statusChanged",
    service,
    status: { state: "stopped", since, wanted, restarts, options, lastError: null, endedByTask: null, lastExit: null },
  };
  sequence += 1;
  return { sequence, at: since, change };
}

const minute = (n: number): string => new Date(Date.now() + n * 60_000).toISOString();

it("tells who did what, once, the newest first, also after it was opened again", async () => {
  const file = join(folder, "journal.sqlite");
  const first = await openJournal(file, failOnWarning);
  const [one, two] = [minute(-2), minute(-1)];
  first.recordEvents([stopped("laser", one), stopped("laser", one), stopped("laser", two), stopped("pump", two)]);
  first.dispose();
  const again = await openJournal(file, failOnWarning);
  const entries = again.read({ service: "laser", limit: 10 });
  expect(entries.map(({ at, event, by }) => ({ at, event, by }))).toEqual([
    { at: two, event: "stopped", by: ana },
    { at: one, event: "stopped", by: ana },
  ]);
  expect(again.read({ service: "laser", limit: 10, beforeId: entries[0]?.id ?? 0 })).toEqual(entries.slice(1));
  again.dispose();
});

it("forgets what is older than 90 days when it is opened", async () => {
  const file = join(folder, "journal.sqlite");
  const first = await openJournal(file, failOnWarning);
  first.recordEvents([stopped("laser", minute(-91 * 24 * 60)), stopped("laser", minute(-89 * 24 * 60))]);
  first.dispose();
  const again = await openJournal(file, failOnWarning);
  expect(again.read({ service: "laser", limit: 10 })).toHaveLength(1);
  again.dispose();
});

it("records a refused command with its reason", async () => {
  const journal = await openJournal(join(folder, "journal.sqlite"), failOnWarning);
  journal.recordRefusal({ service: "laser", task: "poll", command: "start", by: ana, reason: "it is stuck", at: minute(0) });
  expect(journal.read({ service: "laser", limit: 1 })).toMatchObject([
    { task: "poll", event: "refused", detail: "start: it is stuck", by: ana },
  ]);
  journal.dispose();
});

it("says so where the file is no database", async () => {
  const file = join(folder, "journal.sqlite");
  await writeFile(file, "not a database, but long enough to be taken for one".repeat(100));
  await expect(openJournal(file, failOnWarning)).rejects.toThrow(/database/);
});

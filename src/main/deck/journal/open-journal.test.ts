import { fork } from "node:child_process";
import { once as eventOnce } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "libsql";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { systemClock } from "#runtime/clock.ts";
import type { JournalEntry } from "#shared/journal.ts";
import type { Journal } from "./journal.ts";
import { openJournal } from "./open-journal.ts";
import { ana, serviceAdded, taskChanged } from "./testing/rounds.ts";
import { ToldTask } from "./testing/told-task.ts";

const workerFile = fileURLToPath(new URL("./journal-worker.ts", import.meta.url));
const writer = fileURLToPath(new URL("./testing/endless-writer.ts", import.meta.url));
let folder: string;
let file: string;
let warnings: string[];
let opened: Journal[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dasedeck-journal-"));
  file = join(folder, "journal.sqlite");
  warnings = [];
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((journal) => journal.close()));
  rmSync(folder, { recursive: true });
});

function open(worker = workerFile): Journal {
  const journal = openJournal({ file, workerFile: worker, clock: systemClock, warn: (message) => warnings.push(message) });
  opened.push(journal);
  return journal;
}

const eventsOf = (entries: readonly JournalEntry[]): string[] =>
  entries.map(({ task, event }) => (task === null ? event : `${task} ${event}`));

function recordRound(journal: Journal): void {
  const task = new ToldTask("poll", Date.now());
  journal.recordEvents([serviceAdded("laser"), taskChanged("laser", task.start(ana)), taskChanged("laser", task.fail("no light"))]);
}

it("answers with all that was recorded before, also after it was opened again", async () => {
  const first = open();
  recordRound(first);
  first.recordRefusal({ service: "laser", task: "poll", command: "start", by: ana, reason: "it is stuck" });
  const [refused] = await first.read({ limit: 1 });
  expect(refused).toMatchObject({ event: "refused", detail: "start: it is stuck", by: ana });
  recordRound(first);
  await first.close();
  const again = open();
  expect(eventsOf(await again.read({ limit: 20 })).reverse()).toEqual([
    ...["opened", "poll running", "poll restarting", "poll refused", "poll running", "poll restarting", "closed", "opened"],
  ]);
  expect(warnings).toEqual([]);
});

it("tells the history up to now, not beyond", async () => {
  const journal = open();
  const from = new Date(Date.now() - 60_000).toISOString();
  recordRound(journal);
  const [poll] = await journal.readHistory({ from, to: new Date(Date.now() + 3_600_000).toISOString() });
  expect(poll).toMatchObject({ service: "laser", task: "poll", failures: 1 });
  expect(poll?.downSec).toBeLessThan(30);
});

it("sets a file aside that is no database, and begins a new one", async () => {
  const spoilt = "not a database, but long enough to be taken for one".repeat(100);
  writeFileSync(file, spoilt);
  const journal = open();
  recordRound(journal);
  expect(eventsOf(await journal.read({ limit: 20 })).reverse()).toEqual(["opened", "poll running", "poll restarting"]);
  const [aside = ""] = readdirSync(folder).filter((name) => name.includes(".broken-"));
  expect(readFileSync(join(folder, aside), "utf8")).toBe(spoilt);
  expect(warnings).toEqual([expect.stringContaining("was set aside as")]);
});

it.each([
  ["a folder", () => mkdirSync(file)],
  ["a link that leads nowhere", () => symlinkSync(join(folder, "nowhere", "at-all"), file)],
  ["a link that leads to itself", () => symlinkSync("journal.sqlite", file)],
])("sets %s in its place aside, and begins a new one", async (_, putInTheWay) => {
  putInTheWay();
  const journal = open();
  recordRound(journal);
  expect(eventsOf(await journal.read({ limit: 20 }))).toHaveLength(3);
  expect(readdirSync(folder).filter((name) => name.includes(".broken-"))).toHaveLength(1);
  expect(warnings).toEqual([expect.stringContaining("was set aside as")]);
});

it("says once that there is none where the file can't be opened; the deck goes on", async () => {
  file = join(folder, "missing", "journal.sqlite");
  const reason = /unable to open|directory|file/i;
  const journal = open();
  recordRound(journal);
  await expect(journal.read({ limit: 1 })).rejects.toThrow(/There is no journal/);
  await expect(journal.readHistory({ from: "2026-01-01T00:00:00.000Z", to: "2026-01-02T00:00:00.000Z" })).rejects.toThrow(reason);
  recordRound(journal);
  await journal.close();
  expect(warnings).toEqual([expect.stringMatching(/can't be used, nothing is recorded/)]);
});

it.each([
  ["is missing", "missing.ts", ""],
  ["fails at once", "failing.mjs", "throw new Error('broken')"],
  [
    "dies when it is asked",
    "dying.mjs",
    "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(3));",
  ],
])("says once that there is none where its thread %s; the deck goes on", async (_, name, program) => {
  const worker = join(folder, name);
  if (program !== "") writeFileSync(worker, program);
  const journal = open(worker);
  recordRound(journal);
  await expect(journal.read({ limit: 1 })).rejects.toThrow(/There is no journal/);
  recordRound(journal);
  expect(warnings).toEqual([expect.stringMatching(/can't be used, nothing is recorded/)]);
});

it("writes later what could not be written at first, and says so once", async () => {
  const journal = open();
  await journal.read({ limit: 1 });
  const other = new Database(file);
  other.exec("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
  recordRound(journal);
  await vi.waitFor(() => expect(warnings).toEqual([expect.stringContaining("disk is full")]));
  recordRound(journal);
  other.exec("DROP TRIGGER full");
  other.close();
  const read = async (): Promise<string[]> => eventsOf(await journal.read({ limit: 20 }));
  await vi.waitFor(async () => expect(await read()).toHaveLength(5));
  expect(warnings).toHaveLength(1);
});

it("is true after its process was killed in the middle of writing, up to the last moment", async () => {
  const child = fork(writer, [file, workerFile], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const told: number[] = [];
  child.on("message", (failures: number) => told.push(failures));
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(5), { timeout: 20_000 });
  child.kill("SIGKILL");
  await eventOnce(child, "exit");
  const journal = open();
  const entries = (await journal.read({ limit: 500 })).reverse();
  expect(eventsOf(entries).at(-1)).toBe("opened");
  expect(eventsOf(entries).at(-2)).toBe("closed");
  const failures = entries.reduce((sum, { event, count }) => sum + (event === "restarting" ? count : 0), 0);
  const lastTold = told.at(-1) ?? 0;
  expect(failures).toBeGreaterThanOrEqual(lastTold);
  const states = entries.filter(({ task }) => task === "poll").map(({ event }) => event);
  for (const [index, state] of states.entries()) expect(state).not.toBe(states[index + 1]);
  const check = new Database(file);
  expect(check.prepare("PRAGMA integrity_check").raw().get()).toEqual(["ok"]);
  check.close();
}, 30_000);

it("counts a service of a deck that was killed as running until then only", async () => {
  const child = fork(writer, [file, workerFile], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  await eventOnce(child, "message");
  child.kill("SIGKILL");
  await eventOnce(child, "exit");
  const journal = open();
  const read = (): ReturnType<Journal["readHistory"]> =>
    journal.readHistory({ from: new Date(Date.now() - 60_000).toISOString(), to: new Date().toISOString() });
  const before = await read();
  expect(before.map(({ service, task }) => [service, task])).toEqual([
    ["laser", null],
    ["laser", "poll"],
  ]);
  journal.recordRefusal({ service: "laser", task: null, command: "start", by: ana, reason: "later" });
  expect((await read()).map(({ runningSec, downSec }) => [runningSec, downSec])).toEqual(
    before.map(({ runningSec, downSec }) => [runningSec, downSec]),
  );
});

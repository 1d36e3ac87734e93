import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { installationAround } from "../installation.ts";
import { serve } from "./serve.ts";

const counter = (marker: string): string => `
  import { writeFileSync } from "node:fs";
  import { DataService, task } from "dasedeck";
  export default class Counter extends DataService {
    count = 1;
    log: number[] = [];
    @task({ autostart: true }) async work() {
      this.count = 7;
      this.log.push(1);
      writeFileSync(${JSON.stringify(marker)}, "");
    }
  }`;

let folder: string;
let errors: string[];
let listeners: NodeJS.SignalsListener[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-serve-"));
  errors = [];
  listeners = process.listeners("SIGTERM");
  vi.spyOn(console, "log").mockReturnValue();
  vi.spyOn(console, "error").mockImplementation((text: string) => errors.push(text));
});

afterEach(async () => {
  vi.restoreAllMocks();
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    for (const listener of process.listeners(signal)) if (!listeners.includes(listener)) process.off(signal, listener);
  await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 100 });
});

/** Serves a service that changes its values, until a signal ends it; the exit code. */
async function serveAndEnd(dataDir = join(folder, "data")): Promise<number> {
  const marker = join(folder, "changed");
  await writeFile(join(folder, "counter.ts"), counter(marker));
  const place = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const installation = {
    ...installationAround(import.meta.url),
    serviceProcessFile: place("../service-process/index.ts"),
    journalWorkerFile: place("../deck/journal/journal-worker.ts"),
    rendererDir: folder,
  };
  const options = {
    files: [{ file: join(folder, "counter.ts") }],
    deck: false,
    host: "127.0.0.1",
    port: 0,
    dataDir,
    open: false,
    requireToken: false,
    allowRemotes: false,
    allowHost: [],
  };
  const ended = serve(options, installation);
  await Promise.race([ended, vi.waitUntil(() => existsSync(marker), { timeout: 60_000 })]);
  process.emit("SIGTERM");
  return ended;
}

it("ends with 0 and without a word where all is saved", { timeout: 90_000 }, async () => {
  expect(await serveAndEnd()).toBe(0);
  expect(errors).toEqual([]);
  expect((await readdir(join(folder, "data/state"))).filter((name) => name.endsWith(".json"))).toHaveLength(1);
});

it("ends with 1 where values could not be saved, and says which and why", { timeout: 90_000 }, async () => {
  await mkdir(join(folder, "data"));
  await writeFile(join(folder, "file"), "in the way");
  // A file itself would be set aside; what a link leads to is left alone.
  await symlink(join(folder, "file"), join(folder, "data/state"));
  expect(await serveAndEnd()).toBe(1);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(
    /^dasedeck: counter: its values could not be saved \(EEXIST.*state'\); lost is what has changed since the last save in count, log$/,
  );
});

it.skipIf(!existsSync("/proc/self"))(
  "says so where there can be no data folder, such as in Linux's /proc",
  { timeout: 10_000 },
  async () => {
    await expect(serveAndEnd("/proc/dasedeck")).rejects.toThrow(
      /^the data folder \/proc\/dasedeck can't be used: ENOENT.*; choose another one with --data-dir$/,
    );
  },
);

import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "../fixtures/test.ts";
import { examples, serviceFile } from "../fixtures/places.ts";

const counter = serviceFile("counter-service.ts");

test("a port in use is one clear line, and 1", async ({ dasedeck, dataDir, run }) => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const program = dasedeck("serve", counter, "--port", port, "--data-dir", dataDir);
  expect(await program.ended).toEqual({ code: 1, signal: null });
  expect(program.stderr).toMatch(new RegExp(`^dasedeck: port ${port} on 127\\.0\\.0\\.1 is in use[^\\n]*--port[^\\n]*\\n$`));
  expect(program.stdout).toBe("");
  await expect.poll(() => run.found()).toEqual([]);
  other.close();
});

const wrong: { what: string; args: (folder: string) => string[]; code: number; says: RegExp }[] = [
  { what: "a missing file", args: (folder) => ["serve", join(folder, "nowhere.ts")], code: 1, says: /there is no file .*nowhere\.ts/ },
  { what: "a folder instead of a file", args: (folder) => ["serve", folder], code: 1, says: /is a folder/ },
  { what: "no file at all", args: () => ["serve"], code: 2, says: /give at least one service file/ },
  {
    what: "one file twice",
    args: () => ["serve", counter, counter],
    code: 2,
    says: /counter-service\.ts is given twice; to run it twice, give each a name of its own: counter-service\.ts --name left/,
  },
  { what: "a name without a file", args: () => ["serve", "--name", "left", counter], code: 2, says: /--name left has no file before it/ },
  { what: "a parameter without a value", args: () => ["serve", counter, "--param", "port"], code: 2, says: /write name=value/ },
  { what: "an unknown option", args: () => ["serve", counter, "--prot", "80"], code: 2, says: /unknown option '--prot'/ },
  { what: "a port that is none", args: () => ["serve", counter, "--port", "eighty"], code: 2, says: /a port is a whole number/ },
  { what: "a port that is too high", args: () => ["serve", counter, "--port", "70000"], code: 2, says: /a port is a whole number/ },
  {
    what: "an address open to the network",
    args: () => ["serve", counter, "--host", "0.0.0.0"],
    code: 1,
    says: /nobody has a token: .*dasedeck token add/,
  },
  { what: "an unknown command", args: () => ["sevre"], code: 2, says: /unknown command 'sevre'/ },
  { what: "check without a file", args: () => ["check"], code: 2, says: /missing required argument/ },
];

for (const { what, args } of [
  { what: "init", args: ["init", "/proc/dasedeck/lab"] },
  { what: "serve", args: ["serve", counter, "--data-dir", "/proc/dasedeck/data"] },
]) {
  test(`${what} says in one line that a folder can't be made in Linux's /proc, and 1`, async ({ dasedeck }) => {
    test.skip(!existsSync("/proc/self"), "there is no /proc here");
    const program = dasedeck(...args);
    expect(await program.ended).toEqual({ code: 1, signal: null });
    expect(program.stderr).toMatch(/^dasedeck: [^\n]*\/proc\/dasedeck\/[^\n]*ENOENT[^\n]*; choose another [^\n]*\n$/);
  });
}

for (const { what, args, code, says } of wrong) {
  test(`${what} ends with ${code} and says why`, async ({ dasedeck, folder }) => {
    const program = dasedeck(...args(folder));
    expect(await program.ended).toEqual({ code, signal: null });
    expect(program.stderr).toMatch(says);
    expect(program.stderr).not.toMatch(/^\s+at /m);
  });
}

test("--help tells every command, and 0", async ({ dasedeck }) => {
  const program = dasedeck("--help");
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(program.stdout).toMatch(/serve[\s\S]*check/);
});

test("the advanced example alone ends with its task, with a code that is not 0", async ({ dasedeck, dataDir, run }) => {
  const begin = performance.now();
  const program = dasedeck("serve", examples.advanced, "--port", "0", "--data-dir", dataDir);
  const { code } = await program.ended;
  expect(code).toBe(1);
  expect(performance.now() - begin).toBeGreaterThan(10_000);
  expect(program.stderr).toContain("criticalTask ended it (start-limit-hit): Error: Critical failure");
  expect(run.found()).toEqual([]);
});

/** Within this time everything has stopped, in milliseconds. */
const stopsWithin = 15_000;

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`${signal} ends everything in order`, async ({ openServed, run }) => {
    const { deck, program } = await openServed({ files: [examples.sensor, counter] });
    await expect(deck.state("countTicks")).toHaveText("running");
    program.signal(signal);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(run.found()).toEqual([]);
    await expect(deck.connectionLost).toBeVisible();
  });
}

test("a stuck task and a blocked process don't hold up the end", async ({ openServed, run }) => {
  const { deck, program } = await openServed({ files: ["stuck-service.ts", "blocks-in-task.ts"].map(serviceFile) });
  await expect(deck.state("Blocks In Task")).toContainText("not responding", { timeout: 8000 });
  await deck.act("Stop", "holdOn");
  await expect(deck.state("holdOn")).toHaveText("stuck");
  const begin = performance.now();
  program.signal("SIGTERM");
  await program.ended;
  expect(performance.now() - begin).toBeLessThan(stopsWithin);
  expect(run.found()).toEqual([]);
});

test("a second signal ends everything at once", async ({ openServed, run }) => {
  const { deck, program } = await openServed({ files: [serviceFile("blocks-in-constructor.ts"), counter] });
  await expect(deck.state("Blocks In Constructor")).toContainText("not responding", { timeout: 8000 });
  program.signal("SIGINT");
  await expect(deck.state("Counter Service")).toHaveText("stopped");
  const begin = performance.now();
  program.signal("SIGINT");
  await program.ended;
  expect(performance.now() - begin).toBeLessThan(2000);
  await expect.poll(() => run.found()).toEqual([]);
});

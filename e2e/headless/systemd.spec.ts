import { execFileSync, spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectNode } from "../../scripts/setup/project.mjs";
import { headlessFile, projectRoot, serviceFile } from "../fixtures/places.ts";
import { Program } from "../fixtures/program.ts";
import { expect, test as base } from "../fixtures/test.ts";

interface Message {
  readonly sender: number;
  readonly READY?: string;
  readonly STATUS?: string;
  readonly WATCHDOG?: string;
  readonly STOPPING?: string;
}

/** `dasedeck serve` as systemd starts it, and what it tells. */
interface Unit {
  readonly program: Program;
  readonly messages: () => Message[];
}

const test = base.extend<{ startUnit: (args: string[], env?: Readonly<Record<string, string>>) => Promise<Unit> }>({
  startUnit: async ({ run, folder, dataDir }, use) => {
    test.skip(!has("systemd-notify", "--version"), "there is no systemd-notify here");
    test.skip(!has("python3", "--version"), "there is no Python here");
    const started: Program[] = [];
    await use(async (args, env = {}) => {
      const socket = join(folder, "notify.sock");
      const manager = new Program("python3", [join(projectRoot, "e2e/fixtures/notify-socket.py"), socket], run);
      started.push(manager);
      await manager.written(/listening/);
      const variables = Object.entries({ NOTIFY_SOCKET: socket, ...env }).map(([name, value]) => `${name}="${value}"`);
      // The shell becomes the program, and so `$$` is its process.
      const line = `export ${variables.join(" ")}; exec "$@"`;
      const serve = [projectNode(), headlessFile, "serve", ...args, "--port", "0", "--data-dir", dataDir];
      const program = new Program("bash", ["-c", line, "bash", ...serve], run);
      started.push(program);
      return {
        program,
        messages: () =>
          manager.stdout
            .split("\n")
            .slice(1, -1)
            .map((text) => JSON.parse(text) as Message),
      };
    });
    for (const program of started.reverse()) {
      program.signal("SIGTERM");
      await program.ended;
    }
  },
});

const watchdog = { WATCHDOG_USEC: "600000", WATCHDOG_PID: "$$" };

test("systemd is told when the deck is served, how its services are, that its event loop turns, and that it ends", async ({
  startUnit,
}) => {
  const { program, messages } = await startUnit([serviceFile("counter-service.ts")], watchdog);
  const address = await program.address();
  await expect.poll(messages).toContainEqual(expect.objectContaining({ READY: "1" }));
  const [first] = messages();
  // Nothing comes before it, and it tells at once how things are.
  expect(first).toMatchObject({ READY: "1", STATUS: expect.stringMatching(/^1 service, 1 \w+; http:/) });
  await expect.poll(messages).toContainEqual(expect.objectContaining({ STATUS: `1 service, 1 running; ${address}` }));

  const beats = (): number => messages().filter(({ WATCHDOG }) => WATCHDOG === "1").length;
  const before = beats();
  await expect.poll(beats).toBeGreaterThan(before + 3);
  // Root's messages carry the main process; an ordinary user's that of systemd-notify, which `NotifyAccess=all` allows.
  if (process.getuid?.() === 0) expect(new Set(messages().map(({ sender }) => sender))).toEqual(new Set([program.pid]));

  program.signal("SIGTERM");
  expect(await program.ended).toEqual({ code: 0, signal: null });
  await expect.poll(messages).toContainEqual(expect.objectContaining({ STOPPING: "1" }));
  expect(program.stderr).toBe("");
});

test("an event loop that stands still tells systemd nothing", async ({ startUnit }) => {
  const { program, messages } = await startUnit([serviceFile("counter-service.ts")], watchdog);
  await program.address();
  const beats = (): number => messages().filter(({ WATCHDOG }) => WATCHDOG === "1").length;
  await expect.poll(beats).toBeGreaterThan(2);
  program.signal("SIGSTOP");
  // What was on its way arrives; then there is silence for longer than the watchdog's time.
  let last = -1;
  await expect
    .poll(
      () => {
        const isSilent = beats() === last;
        last = beats();
        return isSilent;
      },
      { intervals: [1000] },
    ) // prettier-ignore
    .toBe(true);
  program.signal("SIGCONT");
  await expect.poll(beats).toBeGreaterThan(last);
});

test("a watchdog that watches another process is not told anything", async ({ startUnit }) => {
  const { program, messages } = await startUnit([serviceFile("counter-service.ts")], { ...watchdog, WATCHDOG_PID: "1" });
  await program.address();
  await expect.poll(messages).toContainEqual(expect.objectContaining({ STATUS: expect.stringContaining("1 running") }));
  program.signal("SIGTERM");
  await program.ended;
  await expect.poll(messages).toContainEqual(expect.objectContaining({ STOPPING: "1" }));
  expect(messages().filter(({ WATCHDOG }) => WATCHDOG !== undefined)).toEqual([]);
});

test("a service does not learn where systemd listens", async ({ startUnit, files, dasedeck }) => {
  const file = await files.write(
    "curious.ts",
    `import { DataService } from "dasedeck";
    export default class Curious extends DataService {
      found = Object.keys(process.env).filter((name) => /NOTIFY|WATCHDOG/.test(name));
    }`,
  );
  const { program } = await startUnit([file], watchdog);
  const url = await program.address();
  const get = async (): Promise<string> => {
    const asked = dasedeck("get", "curious.found", "--url", url);
    await asked.ended;
    return asked.stdout;
  };
  await expect.poll(get).toBe("[]\n");
});

test("a deck whose service fails for good tells that it ends, and ends so that systemd restarts it", async ({ startUnit, files }) => {
  const file = await files.write(
    "gives-up.ts",
    `import { DataService, task } from "dasedeck";
    export default class GivesUp extends DataService {
      @task({ autostart: true, restartOnException: false, exitOnFailure: true })
      async run() { throw new Error("no instrument"); }
    }`,
  );
  const { program, messages } = await startUnit([file]);
  expect(await program.ended).toEqual({ code: 1, signal: null });
  await expect.poll(messages).toContainEqual(expect.objectContaining({ STOPPING: "1" }));
});

test("the unit is right in systemd's own eyes, and confined", async ({ folder }) => {
  test.skip(!has("systemd-analyze", "--version"), "there is no systemd-analyze here");
  const unit = await readFile(join(projectRoot, "resources/systemd/dasedeck.service"), "utf8");
  // The program need not be installed here.
  const file = join(folder, "dasedeck.service");
  await writeFile(file, unit.replace("/usr/local/bin/dasedeck", "/bin/true"));
  expect(execFileSync("systemd-analyze", ["verify", file], { encoding: "utf8", stdio: "pipe" })).toBe("");
  // 0 is without any rights, 10 without any limits (in tenths); more than half is not for services of a lab.
  execFileSync("systemd-analyze", ["security", "--offline=true", "--threshold=45", file], { stdio: "pipe" });
  // It tells on stderr what it would do.
  const sysusers = join(projectRoot, "resources/systemd/dasedeck.sysusers");
  const { status, stderr } = spawnSync("systemd-sysusers", ["--dry-run", sysusers], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, expect.not.stringMatching(/ignoring|unknown/i)]);
});

function has(command: string, argument: string): boolean {
  try {
    execFileSync(command, [argument], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

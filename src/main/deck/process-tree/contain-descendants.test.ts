import { spawn } from "node:child_process";
import { once } from "node:events";
import { createConnection } from "node:net";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../../../scripts/run/free-port.mjs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openRealDeck } from "../testing/open-real-deck.ts";
import { systemProcesses } from "./list-processes.ts";
import type { OpenDeck } from "../open-deck.ts";

const person = { kind: "operator", name: "ana" } as const;
const table = systemProcesses();

/** One that has ended may stay in the table until the system's first process looks after it. */
function isRunning(pid: number): boolean {
  return table.find(pid)?.hasEnded === false;
}

/** A driver that holds a port, as another would hold a serial port; says its process id by the file that it is given. */
const driver = `
import { createServer } from "node:net";
import { writeFileSync } from "node:fs";
const [port, pidFile, ...how] = process.argv.slice(2);
if (how.includes("ignore")) process.on("SIGTERM", () => {});
createServer().listen(Number(port), "127.0.0.1", () => writeFileSync(pidFile, String(process.pid)));
setInterval(() => {}, 1000);
`;

function serviceSource(start: string): string {
  return `
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { DataService } from "dasedeck";
export default class Driven extends DataService {
  ready = true;
  constructor() {
    super();
    ${start}
  }
  block() { for (;;); }
  end() { process.exit(7); }
}`;
}

describe.runIf(process.platform === "linux")("what a service starts", () => {
  let folder: string;
  let port: number;
  let deck: OpenDeck;
  let pidFile: string;
  const strays: number[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "dasedeck-descendants-"));
    pidFile = join(folder, "pid");
    await writeFile(join(folder, "driver.mjs"), driver);
    port = await freePort();
    deck = await openRealDeck(folder);
  });

  afterEach(async () => {
    await deck.close();
    for (const pid of strays.splice(0)) if (isRunning(pid)) process.kill(pid, "SIGKILL");
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function start(how: string): Promise<{ id: string; pid: number }> {
    const file = join(folder, "driven.ts");
    const args = `[${JSON.stringify(join(folder, "driver.mjs"))}, "${port}", ${JSON.stringify(pidFile)}]`;
    await writeFile(file, serviceSource(how.replaceAll("ARGS", args)));
    const id = deck.deck.load(file, person);
    return { id, pid: await driverPid() };
  }

  async function driverPid(except?: number): Promise<number> {
    const pid = await vi.waitFor(
      async () => {
        const found = Number(await readFile(pidFile, "utf8").catch(() => "0"));
        if (found === 0 || found === except) throw new Error(`no driver: ${JSON.stringify(status("driven"))}`);
        return found;
      },
      { timeout: 20_000 },
    );
    strays.push(pid);
    return pid;
  }

  function status(id: string): unknown {
    return deck.deck.services.find((service) => service.id === id)?.status;
  }

  async function stateIs(id: string, state: string): Promise<void> {
    await vi.waitFor(() => expect(status(id)).toMatchObject({ state }), { timeout: 20_000, interval: 5 });
  }

  const output = (id: string): string[] => deck.deck.services.find((service) => service.id === id)?.output.map(({ text }) => text) ?? [];
  const plain = `spawn(process.execPath, ARGS, { stdio: "ignore" });`;

  test.each([
    ["a child", plain],
    ["a child that ignores SIGTERM", `spawn(process.execPath, [...ARGS, "ignore"], { stdio: "ignore" });`],
    ["a grandchild whose parent has ended", `spawn("sh", ["-c", '"$0" "$@" & exit 0', process.execPath, ...ARGS], { stdio: "ignore" });`],
    ["a child with an environment of its own", `spawn(process.execPath, ARGS, { stdio: "ignore", env: { HOME: "/" } });`],
    [
      "a grandchild without any environment",
      `spawn("sh", ["-c", 'env -i "$0" "$@" & exit 0', process.execPath, ...ARGS], { stdio: "ignore" });`,
    ],
    ["a daemon in a session of its own", `spawn("setsid", [process.execPath, ...ARGS], { stdio: "ignore" });`],
    ["a detached child that is waited for", `spawn(process.execPath, ARGS, { stdio: "ignore", detached: true });`],
    ["a child that isn't waited for", `spawn(process.execPath, ARGS, { stdio: "ignore" }).unref();`],
    ["a child that holds the output", `spawn(process.execPath, ARGS, { stdio: "inherit" });`],
  ])("ends with it: %s", async (_, how) => {
    const { id, pid } = await start(how);
    await stateIs(id, "running");
    deck.deck.command(id, "stop", person);
    await stateIs(id, "stopped");
    expect(isRunning(pid)).toBe(false);
    expect(await isFree(port)).toBe(true);
    expect(output(id)).toContainEqual(expect.stringMatching(new RegExp(`^Ended with the service: .*driver\\.mjs.* \\(process ${pid}\\)`)));
  });

  test("is gone before the service starts again", async () => {
    const { id, pid } = await start(`spawn(process.execPath, [...ARGS, "ignore"], { stdio: "ignore" });`);
    await stateIs(id, "running");
    deck.deck.command(id, "restart", person);
    const next = await driverPid(pid);
    expect(isRunning(pid)).toBe(false);
    expect(isRunning(next)).toBe(true);
  });

  test("ends at once with a force stop of a blocked service", async () => {
    const { id, pid } = await start(`spawn(process.execPath, [...ARGS, "ignore"], { stdio: "ignore" });`);
    await stateIs(id, "running");
    void deck.deck.callMethod(id, "block", { args: [] }).catch(() => undefined);
    deck.deck.command(id, "forceStop", person);
    await stateIs(id, "stopped");
    expect(isRunning(pid)).toBe(false);
  });

  test.each(["SIGKILL", "process.exit"])("ends with a service that ends by %s, before it comes back", async (how) => {
    const { id, pid } = await start(plain);
    await stateIs(id, "running");
    const service = status(id) as { pid: number };
    if (how === "SIGKILL") process.kill(service.pid, "SIGKILL");
    else void deck.deck.callMethod(id, "end", { args: [] }).catch(() => undefined);
    await driverPid(pid);
    expect(isRunning(pid)).toBe(false);
  });

  test("ends where the service could not load", async () => {
    const { id, pid } = await start(`${plain} for (const until = Date.now() + 1000; Date.now() < until;); throw new Error("no device");`);
    await stateIs(id, "failed");
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 5000 });
  });

  test("is left and named where the author detached it and let it go, with what it starts itself", async () => {
    const { id, pid } = await start(
      `spawn("sh", ["-c", '"$0" "$@"; true', process.execPath, ...ARGS], { stdio: "ignore", detached: true }).unref();`,
    );
    await stateIs(id, "running");
    deck.deck.command(id, "stop", person);
    await stateIs(id, "stopped");
    expect(isRunning(pid)).toBe(true);
    expect(output(id)).toContainEqual(expect.stringMatching(/^Left running, as the service detached it: sh -c .*driver\.mjs/));
  });
});

describe.runIf(process.platform === "linux")("the end of the deck's own process by kill -9", () => {
  test.each(["a service that answers", "a blocked service", "a service that is killed with it"])(
    "ends what was started by %s",
    async (which) => {
      const folder = await mkdtemp(join(tmpdir(), "dasedeck-orphans-"));
      const port = await freePort();
      const pidFile = join(folder, "pid");
      await writeFile(join(folder, "driver.mjs"), driver);
      const args = JSON.stringify([join(folder, "driver.mjs"), String(port), pidFile, "ignore"]);
      const block = which === "a blocked service" ? "setTimeout(() => { for (;;); }, 1000);" : "";
      await writeFile(join(folder, "driven.ts"), serviceSource(`spawn(process.execPath, ${args}, { stdio: "ignore" }); ${block}`));
      const host = spawn(
        process.execPath,
        [fileURLToPath(new URL("testing/deck-to-kill.ts", import.meta.url)), folder, join(folder, "driven.ts")],
        {
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      const [told] = (await once(host.stdout.setEncoding("utf8"), "data")) as [string];
      const servicePid = Number(told);
      const pid = await vi.waitFor(async () => {
        const found = Number(await readFile(pidFile, "utf8"));
        expect(found).toBeGreaterThan(0);
        return found;
      }, 20_000);
      host.kill("SIGKILL");
      if (which === "a service that is killed with it") process.kill(servicePid, "SIGKILL");
      await vi.waitFor(() => expect([servicePid, pid].filter(isRunning)).toEqual([]), { timeout: 15_000 });
      expect(await isFree(port)).toBe(true);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  );
});

async function isFree(port: number): Promise<boolean> {
  const socket = createConnection(port, "127.0.0.1");
  const [event] = await Promise.race([once(socket, "connect").then(() => ["connect"]), once(socket, "error").then(() => ["error"])]).catch(
    () => ["error"],
  );
  socket.destroy();
  return event === "error";
}

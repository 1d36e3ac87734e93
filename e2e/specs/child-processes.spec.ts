import { createConnection } from "node:net";
import { freePort } from "../../scripts/run/free-port.mjs";
import { kill } from "../fixtures/processes.ts";
import { expect, test } from "../fixtures/test.ts";

/** A driver in a process of its own, which holds a port as another would hold a serial port, and won't end when it is asked to. */
function drivenService(port: number): string {
  const driver = `process.on("SIGTERM", () => {}); require("net").createServer().listen(${port}, "127.0.0.1"); setInterval(() => {}, 1000)`;
  return `
import { spawn } from "node:child_process";
import { command, DataService, sleep, task } from "dasedeck";

export default class DrivenService extends DataService {
  #driver = 0;
  get driver() {
    return this.#driver;
  }
  constructor() {
    super();
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
    this.#driver = spawn(process.execPath, ["-e", ${JSON.stringify(driver)}], { env, stdio: "inherit" }).pid ?? 0;
    // A shell that ends at once leaves a grandchild without a parent.
    spawn("sh", ["-c", "sleep 1000 & exit 0"], { stdio: "ignore" });
  }
  @task({ autostart: true })
  async poll() {
    for (;;) await sleep(1);
  }
  @command block() {
    for (;;);
  }
}
`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

test("what a service starts ends with it, and its port is free for the next one", async ({ openDeck, files, run }) => {
  const port = await freePort();
  const { deck } = await openDeck({ files: [await files.write("driven-service.ts", drivenService(port))] });
  const details = await deck.openDetails("Driven Service");
  const driver = details.output("driver");
  const sleepers = (): number => run.found().filter(({ command }) => command === "sleep 1000").length;
  const there = async (pid: number): Promise<void> => {
    await expect(driver).not.toHaveText(String(pid));
    await expect.poll(() => answers(port)).toBe(true);
    expect(run.found().map((process) => process.pid)).not.toContain(pid);
    await expect.poll(sleepers).toBe(1);
  };
  await there(0);

  const ofFirst = Number(await driver.textContent());
  await deck.act("Restart", "Driven Service");
  await there(ofFirst);
  await expect(details.section("Last output")).toContainText(`(process ${ofFirst})`);

  const ofSecond = Number(await driver.textContent());
  kill(Number(await details.fact("Process id").textContent()));
  await there(ofSecond);

  await details.button("block").click();
  await expect(deck.state("Driven Service")).toContainText("not responding", { timeout: 8000 });
  await deck.act("Force stop", "Driven Service");
  await expect(deck.state("Driven Service")).toHaveText("stopped");
  expect(await answers(port)).toBe(false);
  expect(sleepers()).toBe(0);
});

for (const end of ["order", "kill -9"]) {
  test(`what a service starts ends with the deck: by ${end}`, async ({ openDeck, files, run }) => {
    const port = await freePort();
    const opened = await openDeck({ files: [await files.write("driven-service.ts", drivenService(port))] });
    await expect.poll(() => answers(port)).toBe(true);
    await expect(opened.deck.state("Driven Service")).toHaveText("running");
    if (end === "order") {
      await opened.end();
      expect(run.found()).toEqual([]);
    } else {
      kill(opened.pid);
      await expect.poll(() => run.found(), { timeout: 15_000 }).toEqual([]);
    }
    expect(await answers(port)).toBe(false);
  });
}

test("what the author detached and let go is named, and lives on", async ({ openDeck, files, run }) => {
  const file = await files.write(
    "logging-service.ts",
    `
import { spawn } from "node:child_process";
import { DataService } from "dasedeck";
export default class LoggingService extends DataService {
  started = spawn("sleep", ["1001"], { detached: true, stdio: "ignore" }).unref();
}
`,
  );
  const { deck } = await openDeck({ files: [file] });
  await expect(deck.state("Logging Service")).toHaveText("running");
  const details = await deck.openDetails("Logging Service");
  await deck.act("Stop", "Logging Service");
  await expect(deck.state("Logging Service")).toHaveText("stopped");
  await expect(details.section("Last output")).toContainText(/Left running, as the service detached it: sleep 1001 \(process \d+\)/);
  const left = run.found().find(({ command }) => command === "sleep 1001");
  expect(left).toBeDefined();
  kill(left?.pid ?? 0);
});

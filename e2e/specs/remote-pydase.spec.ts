import { join } from "node:path";
import { freePort } from "../../scripts/run/free-port.mjs";
import { projectRoot } from "../../scripts/setup/project.mjs";
import { ensurePydase } from "../../scripts/setup/pydase.mjs";
import { Program } from "../fixtures/program.ts";
import type { ProcessRun } from "../fixtures/processes.ts";
import { RemotePage } from "../fixtures/remote-page.ts";
import { expect, test } from "../fixtures/test.ts";

/** A real server of pydase with the service that has everything. */
function servePydase(python: string, port: number, run: ProcessRun, folder: string): Program {
  return new Program(python, [join(projectRoot, "e2e", "python", "kitchen_sink.py"), String(port)], run, folder);
}

test("a real service of pydase is shown, its task started and stopped, its values set; it may come and go", async ({
  openDeck,
  run,
  folder,
}) => {
  test.slow();
  const pydase = await ensurePydase();
  test.skip("reason" in pydase, "reason" in pydase ? pydase.reason : "");
  if ("reason" in pydase) return;
  const port = await freePort();
  const { deck, page } = await openDeck();
  const remote = new RemotePage(page);
  await remote.open();
  // It is not there yet, and is waited for.
  await remote.add({ address: `ws://127.0.0.1:${port}`, name: "Bench" });
  await expect(remote.state("Bench")).toHaveText("reconnecting");
  let server = servePydase(pydase.python, port, run, folder);
  await expect(remote.state("Bench")).toHaveText("connected", { timeout: 40_000 });

  await deck.goTo("Deck");
  await expect(deck.state("auto_task")).toHaveText("running");
  await expect(deck.state("plain_task")).toHaveText("inactive");
  await expect(deck.cell("plain_task", "Restarts")).toContainText("not reported");
  await deck.act("Start", "plain_task");
  await expect(deck.state("plain_task")).toHaveText("running");
  // pydase has no restart: it is stopped and started, and whoever stops it meanwhile has the last word.
  await deck.act("Restart", "plain_task");
  await deck.act("Stop", "plain_task");
  await expect(deck.state("plain_task")).toHaveText("inactive");

  const bench = await deck.openDetails("Bench");
  await bench.set("a_float", "7.5");
  await expect(bench.field("a_float")).not.toHaveAttribute("aria-busy", "true");
  await expect(bench.field("a_float")).toHaveValue("7.5");
  const read = await fetch(`http://127.0.0.1:${port}/api/v1/get_value?access_path=a_float`);
  expect(((await read.json()) as { value: number }).value).toBe(7.5);

  server.signal("SIGKILL");
  await server.ended;
  await expect(deck.state("Bench")).toHaveText("reconnecting");
  await expect(bench.field("a_float")).not.toBeEditable();
  await expect(bench.field("a_float")).toHaveValue("7.5");
  server = servePydase(pydase.python, port, run, folder);
  await expect(deck.state("Bench")).toHaveText("connected", { timeout: 40_000 });
  await expect(bench.field("a_float")).toHaveValue("1");
  await expect(deck.state("plain_task")).toHaveText("inactive");
  await deck.act("Start", "plain_task");
  await expect(deck.state("plain_task")).toHaveText("running");
  server.signal("SIGTERM");
  await server.ended;
});

import { kill } from "../fixtures/processes.ts";
import { RemotePage } from "../fixtures/remote-page.ts";
import { expectHint } from "../fixtures/hint.ts";
import { expect, test } from "../fixtures/test.ts";
import { examples, serviceFile } from "../fixtures/places.ts";
import { recordPlaces } from "../fixtures/row-places.ts";

test("a lost connection is said, commands are disabled, and afterwards everything is true again without a reload", async ({
  openServed,
  dasedeck,
  dataDir,
}) => {
  const files = [examples.sensor, serviceFile("counter-service.ts")];
  const { deck, page, pid, program } = await openServed({ files });
  const port = new URL(page.url()).port;
  const counter = await deck.openDetails("Counter Service");
  await counter.expectToMove("ticks");
  await deck.act("Stop", "readSensorData");
  await expect(deck.state("readSensorData")).toHaveText("inactive");
  await page.evaluate("globalThis.sameDocument = true");

  kill(pid);
  await program.ended;
  await expect(deck.connectionLost).toBeVisible();
  await expect(deck.button("countTicks", "Stop")).toHaveAttribute("aria-disabled", "true");
  await expectHint(deck.button("countTicks", "Stop"), page.getByRole("tooltip", { name: "There is no connection to the deck" }));
  await expect(counter.field("ticks")).not.toBeEditable();
  await expect(page.getByRole("button", { name: "Stop all tasks" })).toHaveAttribute("aria-disabled", "true");

  const again = dasedeck("serve", ...files, "--port", port, "--data-dir", dataDir);
  await again.address();
  await expect(deck.connectionLost).toBeHidden({ timeout: 10_000 });
  // It was stopped in the deck that is gone; in this one it runs.
  await expect(deck.state("readSensorData")).toHaveText("running");
  await expect(deck.state("countTicks")).toHaveText("running");
  await counter.expectToMove("ticks");
  await deck.act("Stop", "countTicks");
  await expect(deck.state("countTicks")).toHaveText("inactive");
  expect(await page.evaluate("globalThis.sameDocument")).toBe(true);
});

test("what one window does, another sees", async ({ openServed }) => {
  const { deck, page } = await openServed({ files: [serviceFile("counter-service.ts")] });
  const other = await page.context().newPage();
  await other.goto(page.url());
  const row = other.getByRole("row", { name: "countTicks" });
  await expect(row).toContainText("running");
  await deck.act("Stop", "countTicks");
  await expect(row).toContainText("inactive");
});

test("a browser is not offered what only the desktop may", async ({ openServed }) => {
  const { deck, page } = await openServed({ files: [serviceFile("counter-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(page.getByRole("button", { name: /Load service/ })).toHaveCount(0);
  await deck.row("Counter Service").getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["Show history", "Force stop"]);
});

test("the lost connection is said without moving anything", async ({ openServed }) => {
  const { deck, page, program } = await openServed({ files: [serviceFile("counter-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await page.mouse.move(0, 0);
  const places = await recordPlaces(deck.table);
  program.signal("SIGKILL");
  await expect(deck.connectionLost).toBeVisible();
  expect(await places.read()).toHaveLength(1);
});

test("a browser does not connect the deck to services on other computers, and says so; nothing that was typed is lost", async ({
  openServed,
}) => {
  const { page } = await openServed({ files: [serviceFile("counter-service.ts")] });
  const remote = new RemotePage(page);
  await remote.open();
  await remote.add({ address: "ws://lab pc:8001" });
  await expect(remote.refusal).toContainText("is no address of a service");
  await remote.add({ address: "ws://lab-pc:8001", name: "Pump" });
  await expect(remote.refusal).toContainText("services on its own computer only");
  await expect(remote.address).toHaveValue("ws://lab-pc:8001");
  await expect(remote.name).toHaveValue("Pump");
  await expect(remote.row("Pump")).toHaveCount(0);
});

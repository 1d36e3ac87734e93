import type { ElectronApplication } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { examples, serviceFile } from "../fixtures/places.ts";

test("the services are there again after a restart of the app, the stopped ones stopped", async ({ openApp }) => {
  const first = await openApp({ files: [serviceFile("counter-service.ts"), examples.sensor] });
  await expect(first.deck.state("readSensorData")).toHaveText("running");
  await expect(first.deck.state("countTicks")).toHaveText("running");
  await first.deck.act("Stop", "Counter Service");
  await expect(first.deck.state("Counter Service")).toHaveText("stopped");
  await first.end();

  const { deck } = await openApp();
  await expect(deck.state("readSensorData")).toHaveText("running");
  await expect(deck.state("Counter Service")).toHaveText("stopped");
  await deck.act("Start", "Counter Service");
  await expect(deck.state("countTicks")).toHaveText("running");
});

test("what was removed stays removed", async ({ openApp }) => {
  const first = await openApp({ files: [serviceFile("counter-service.ts"), examples.sensor] });
  await expect(first.deck.state("Counter Service")).toHaveText("running");
  await first.deck.chooseFromMenu("Counter Service", "Remove…");
  await first.deck.dialog("Remove Counter Service?").getByRole("button", { name: "Remove" }).click();
  await expect(first.deck.row("Counter Service")).toHaveCount(0);
  await first.end();

  const { deck } = await openApp();
  await expect(deck.state("Sensor Service")).toHaveText("running");
  await expect(deck.row("Counter Service")).toHaveCount(0);
});

test("the window opens where it was closed", async ({ openApp }) => {
  const bounds = { x: 40, y: 60, width: 1000, height: 700 };
  const first = await openApp();
  await first.app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted), bounds);
  await expect.poll(() => boundsOf(first.app)).toEqual(bounds);
  await first.end();
  const { app } = await openApp({ stays: true });
  await expect.poll(() => boundsOf(app)).toEqual(bounds);
});

async function boundsOf(app: ElectronApplication): Promise<unknown> {
  return await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
}

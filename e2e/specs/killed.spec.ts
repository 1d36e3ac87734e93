import { expect, test } from "../fixtures/test.ts";
import { examples, serviceFile } from "../fixtures/places.ts";
import { kill } from "../fixtures/processes.ts";

/** Within this time no service process is left after the deck's own was killed, in milliseconds. */
const goneWithin = 8000;

test("kill -9 of the main process leaves no service behind, not even a blocked one", async ({ openDeck, run }) => {
  const { deck, pid } = await openDeck({
    files: [examples.sensor, serviceFile("blocks-in-task.ts"), serviceFile("blocks-in-constructor.ts")],
  });
  await expect(deck.state("readSensorData")).toHaveText("running");
  await expect(deck.state("Blocks In Task")).toContainText("not responding", { timeout: 8000 });
  await expect(deck.state("Blocks In Constructor")).toContainText("not responding", { timeout: 8000 });
  expect(run.found().length).toBeGreaterThanOrEqual(4);
  kill(pid);
  await expect.poll(() => run.found(), { timeout: goneWithin }).toEqual([]);
});

test("a killed service process is a failed service that is started again by itself, with its tasks", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("counter-service.ts"), examples.sensor] });
  // Before the pointer comes into the table, where it keeps new rows waiting.
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(deck.state("readSensorData")).toHaveText("running");
  const counter = await deck.openDetails("Counter Service");
  await expect(counter.fact("Process id")).toHaveText(/^\d+$/);
  const first = Number(await counter.fact("Process id").textContent());
  kill(first);
  await expect(deck.state("Counter Service")).toHaveText("restarting");
  await expect(deck.state("readSensorData")).toHaveText("running");
  await expect(deck.state("Counter Service")).toHaveText("running");
  await expect(deck.cell("Counter Service", "Restarts")).toHaveText("1");
  await expect(deck.state("countTicks")).toHaveText("running");
  expect(Number(await counter.fact("Process id").textContent())).not.toBe(first);
  // Electron tells of somebody else's signal as if it were an exit code.
  await expect(counter.fact("Last end")).toContainText(/signal SIGKILL|exit code 9/);
  await counter.expectToMove("ticks");
});

import { expect, test } from "../fixtures/test.ts";
import { examples, serviceFile } from "../fixtures/places.ts";

/** How long a click on start or stop may take to be seen, in milliseconds. */
const actsWithin = 150;

/** A busy machine may spoil a try; the product is as quick as its best. */
const tries = 6;

test("the sensor is started with its service, and its reading moves", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [examples.sensor] });
  await expect(deck.state("Sensor Service")).toHaveText("running");
  await expect(deck.state("readSensorData")).toHaveText("running");
  const details = await deck.openDetails("Sensor Service");
  const reading = await details.field("reading").inputValue();
  await expect(details.field("reading")).not.toHaveValue(reading);
  await details.expectToMove("readings");
});

test("start and stop act at once", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [examples.sensor] });
  await expect(deck.state("readSensorData")).toHaveText("running");
  const stops: number[] = [];
  const starts: number[] = [];
  for (let index = 0; index < tries; index += 1) {
    stops.push(await deck.latency("readSensorData", "Stop", "inactive"));
    await expect(deck.button("readSensorData", "Start")).toHaveAttribute("aria-disabled", "false");
    starts.push(await deck.latency("readSensorData", "Start", "running"));
    await expect(deck.button("readSensorData", "Stop")).toHaveAttribute("aria-disabled", "false");
  }
  expect(Math.min(...stops), `stopping took ${stops.map(Math.round).join(", ")} ms`).toBeLessThan(actsWithin);
  expect(Math.min(...starts), `starting took ${starts.map(Math.round).join(", ")} ms`).toBeLessThan(actsWithin);
});

test("a stopped sensor stands still, and says who stopped it", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [examples.sensor, serviceFile("counter-service.ts")] });
  await expect(deck.state("readSensorData")).toHaveText("running");
  const sensor = await deck.openDetails("Sensor Service");
  await sensor.set("readoutFrequency", "0.05");
  await sensor.expectToMove("readings");
  await deck.act("Stop", "readSensorData");
  await expect(deck.state("readSensorData")).toHaveText("inactive");
  await expect(deck.row("readSensorData")).toContainText(/stopped by/);
  const stoodAt = await sensor.number("readings");

  // The neighbour goes on: time has passed.
  const counter = await deck.openDetails("Counter Service");
  const ticks = await counter.number("ticks");
  await expect.poll(() => counter.number("ticks")).toBeGreaterThan(ticks + 5);
  const again = await deck.openDetails("Sensor Service");
  expect(await again.number("readings")).toBe(stoodAt);
});

test("a new readout frequency changes the rate", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [examples.sensor] });
  await expect(deck.state("readSensorData")).toHaveText("running");
  const sensor = await deck.openDetails("Sensor Service");
  const slow = await timeForReadings(sensor, 1);
  await sensor.set("readoutFrequency", "0.05");
  await expect(sensor.field("readoutFrequency")).toHaveValue("0.05");
  // The sleep that is under way still has the old length.
  await sensor.expectToMove("readings");
  const quick = await timeForReadings(sensor, 10);
  expect(quick / 10).toBeLessThan(slow / 3);
});

test("restart runs the task anew", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [examples.sensor] });
  await expect(deck.state("readSensorData")).toHaveText("running");
  const sensor = await deck.openDetails("Sensor Service");
  await expect(sensor.section("Tasks")).toContainText("1 run,");
  await deck.act("Restart", "readSensorData");
  await expect(sensor.section("Tasks")).toContainText("2 runs, 0 failures, 0 restarts");
  await expect(deck.state("readSensorData")).toHaveText("running");
});

test("a task that comes to its end is finished, with its result", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("finishing-task.ts")] });
  await expect(deck.state("measureOnce")).toHaveText("inactive");
  await deck.act("Start", "measureOnce");
  await expect(deck.state("measureOnce")).toHaveText("finished");
  const details = await deck.openDetails("Finishing Task");
  await details
    .section("Tasks")
    .getByRole("button", { name: /^measureOnce/ })
    .click();
  await expect(details.fact("Result")).toContainText("4.25");
});

test("a restart limit that can't be reached is pointed out", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("finishing-task.ts")] });
  const details = await deck.openDetails("Finishing Task");
  await expect(details.section("Tasks")).toContainText(/startLimitIntervalSec/);
});

test("a failed task says why, with the lines of its own file", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("failing-task.ts")] });
  await expect(deck.state("failOnce")).toHaveText("failed (exception)");
  const dialog = await deck.openLastError("failOnce");
  await expect(dialog).toContainText("The valve does not answer");
  await expect(dialog.getByRole("region", { name: "Stack" })).toContainText(/failing-task\.ts:\d+:\d+/);
  await deck.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("a task that waits for its restart is not shown as running, and can be stopped or started at once", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("failing-task.ts")] });
  await expect(deck.state("failAndWait")).toHaveText("restarting");
  await expect(deck.cell("failAndWait", "Next restart")).toHaveText(/^(60\.0|5\d\.\d) s$|^1:00$/);
  await deck.act("Start", "failAndWait");
  await expect(deck.state("failAndWait")).toHaveText("restarting");
  const details = await deck.openDetails("Failing Task");
  await expect(details.section("Tasks")).toContainText("2 runs, 2 failures");
  await deck.act("Stop", "failAndWait");
  await expect(deck.state("failAndWait")).toHaveText("inactive");
  await expect(deck.cell("failAndWait", "Next restart")).toHaveText("");
});

test("stop all tasks asks once, then stops every task", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [examples.sensor, serviceFile("counter-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(deck.state("readSensorData")).toHaveText("running");
  await page.getByRole("button", { name: "Stop all tasks" }).click();
  await deck.dialog("Stop all tasks?").getByRole("button", { name: "Cancel" }).click();
  await expect(deck.dialog("Stop all tasks?")).toBeHidden();
  await expect(deck.state("countTicks")).toHaveText("running");

  await page.getByRole("button", { name: "Stop all tasks" }).click();
  await deck.dialog("Stop all tasks?").getByRole("button", { name: "Stop all" }).click();
  await expect(deck.state("countTicks")).toHaveText("inactive");
  await expect(deck.state("readSensorData")).toHaveText("inactive");
  await expect(deck.state("Sensor Service")).toHaveText("running");
});

test("a service is stopped and started with its tasks", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("counter-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await deck.act("Stop", "Counter Service");
  await expect(deck.state("Counter Service")).toHaveText("stopped");
  await expect(deck.state("countTicks")).not.toContainText("running");
  await deck.act("Start", "Counter Service");
  await expect(deck.state("Counter Service")).toHaveText("running");
  await expect(deck.state("countTicks")).toHaveText("running");
});

test("tasks and values of nested services are there too", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("nested-service.ts")] });
  await expect(deck.state("supply.output.rampUp")).toHaveText("running");
  const details = await deck.openDetails("Nested Service");
  await details.expectToMove("volts");
  await details.panel.getByRole("button", { name: "output", exact: true }).click();
  await expect(details.field("volts")).toBeHidden();
});

/** How long so many readings take, in milliseconds. */
async function timeForReadings(sensor: { number(field: string): Promise<number> }, readings: number): Promise<number> {
  const next = async (from: number): Promise<number> => {
    await expect.poll(() => sensor.number("readings"), { intervals: [10] }).toBeGreaterThan(from);
    return await sensor.number("readings");
  };
  const first = await next(await sensor.number("readings"));
  const begin = performance.now();
  const last = await next(first + readings - 1);
  return ((performance.now() - begin) / (last - first)) * readings;
}

test("a private task is marked in the details, and can be stopped like any other", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("private-task.ts")] });
  await expect(deck.state("_watch")).toHaveText("running");
  const details = await deck.openDetails("Private Task");
  await expect(details.task("_watch").getByText("private", { exact: true })).toBeVisible();
  await expect(details.task("poll")).toBeVisible();
  await expect(details.task("poll").getByText("private", { exact: true })).toHaveCount(0);
  await deck.act("Stop", "_watch");
  await expect(deck.state("_watch")).toHaveText("inactive");
});

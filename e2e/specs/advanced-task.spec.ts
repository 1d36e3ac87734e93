import { expect, test } from "../fixtures/test.ts";
import { recordRow } from "../fixtures/row-history.ts";
import { examples, serviceFile } from "../fixtures/places.ts";

test("the advanced example is restarted five times, then given up with its service, and starts again with one click", async ({
  openDeck,
}) => {
  const { deck } = await openDeck({ files: [serviceFile("counter-service.ts"), examples.advanced] });
  const task = "criticalTask";
  const service = "Advanced Task Service";

  // It started with its service, while the window was still opening: once more from the beginning, to see all of it.
  await expect(deck.cell(task, "Restarts")).not.toHaveText("0");
  await deck.act("Start", task);
  await expect(deck.cell(task, "Restarts")).toHaveText("0");
  const history = await recordRow(deck.row(task));
  await expect(deck.state(task)).toHaveText("failed (start-limit-hit)", { timeout: 20_000 });
  await expect(deck.state(service)).toHaveText("failed (task-failure)");
  expectFiveRestarts((await history.read()).map(({ at, cells }) => ({ at, ...deck.namedCells(cells) })));

  const dialog = await deck.openLastError(service);
  await expect(dialog).toContainText("Critical failure");
  await expect(dialog).toContainText(task);
  await expect(dialog).toContainText(/exit code [1-9]/);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();

  // The neighbour has noticed nothing; the service is left as it is.
  const counter = await deck.openDetails("Counter Service");
  await counter.expectToMove("ticks");
  await expect(deck.cell("Counter Service", "Restarts")).toHaveText("0");
  const ticks = await counter.number("ticks");
  await expect.poll(() => counter.number("ticks")).toBeGreaterThan(ticks + 20);
  await expect(deck.state(service)).toHaveText("failed (task-failure)");
  await expect(deck.cell(service, "Restarts")).toHaveText("0");

  await deck.act("Start", service);
  await expect(deck.state(service)).toHaveText("running");
  await expect(deck.state(task)).toHaveText("restarting");
  await expect(deck.cell(task, "Restarts")).toHaveText("0");
});

interface Moment {
  readonly at: number;
  readonly State: string;
  readonly Restarts: string;
  readonly "Next restart": string;
}

/** Five restarts, 2 s apart, each with a countdown before it; the end about 10 s after the start. */
function expectFiveRestarts(moments: readonly Moment[]): void {
  const firstWith = (restarts: number): number => moments.find((moment) => moment.Restarts === String(restarts))?.at ?? Number.NaN;
  const restartedAt = [1, 2, 3, 4, 5].map(firstWith);
  for (const [index, at] of restartedAt.entries()) {
    const gap = at - (restartedAt[index - 1] ?? at - 2000);
    expect(gap, `ms before restart ${index + 1}`).toBeGreaterThan(1850);
    expect(gap, `ms before restart ${index + 1}`).toBeLessThan(3000);
    const waiting = moments.filter((moment) => moment.State === "restarting" && moment.Restarts === String(index));
    const countdown = waiting.map((moment) => Number.parseFloat(moment["Next restart"])).filter((left) => !Number.isNaN(left));
    expect(new Set(countdown).size, `steps of the countdown before restart ${index + 1}`).toBeGreaterThan(4);
    expect(countdown, "a countdown").toEqual(countdown.toSorted((a, b) => b - a));
  }
  const failed = moments.find((moment) => moment.State.startsWith("failed"));
  expect(failed?.Restarts).toBe("5");
  expect(failed?.["Next restart"]).toBe("");
  const lasted = (failed?.at ?? Number.NaN) - (firstWith(1) - 2000);
  expect(lasted, "ms from its start to its end").toBeGreaterThan(9500);
  expect(lasted, "ms from its start to its end").toBeLessThan(13_000);
}

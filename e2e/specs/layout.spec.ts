import { recordPlaces } from "../fixtures/row-places.ts";
import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";

const smallest = { width: 900, height: 600 };

test("900×600 is enough: every action is within reach, whatever the length of names and texts", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: ["long-texts.ts", "counter-service.ts", "failing-task.ts"].map(serviceFile) });
  await page.setViewportSize(smallest);
  await expect(deck.rows()).toHaveCount(7);
  await expect(deck.filter("failed")).toHaveAccessibleName(/failed 2/);
  for (const row of await deck.rows().all()) {
    await row.scrollIntoViewIfNeeded();
    await expect(row.getByRole("rowheader")).toBeInViewport({ ratio: 1 });
    for (const button of await row.getByRole("button").all()) await expect(button).toBeInViewport({ ratio: 1 });
  }
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(smallest.width);

  const long = page.getByRole("button", { name: /^The Spectrophotometer in the second basement/ });
  await long.click();
  const details = page.getByRole("main", { name: /^Details of The Spectrophotometer/ });
  await expect(details).toBeInViewport({ ratio: 1 });
  for (const field of await details.getByRole("textbox").all()) {
    await field.scrollIntoViewIfNeeded();
    await expect(field).toBeInViewport({ ratio: 1 });
  }
});

test("a long reason why there is no value takes a few lines, and all it needs on a click", async ({ openDeck }) => {
  const { page } = await openDeck({ files: [serviceFile("long-texts.ts")] });
  await page.getByRole("button", { name: /^The Spectrophotometer in the second basement/ }).click();
  const reason = page.getByRole("complementary").getByRole("button", { name: /^Error: Spectrophotometer is warming up/ });
  const height = async () => (await reason.boundingBox())?.height ?? 0;
  expect(await height()).toBeLessThan(80);
  await reason.click();
  await expect.poll(height).toBeGreaterThan(300);
});

test("nothing jumps when a state changes", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("counter-service.ts"), serviceFile("stuck-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(deck.state("holdOn")).toHaveText("running");
  const places = async () => await Promise.all([deck.button("countTicks", "Start"), deck.cell("countTicks", "Since")].map(leftOf));
  const before = await places();
  await deck.act("Stop", "holdOn");
  await expect(deck.state("holdOn")).toHaveText("stuck");
  await expect(deck.button("Stuck Service", "Force stop")).toBeVisible();
  expect(await places()).toEqual(before);
  await deck.act("Stop", "countTicks");
  await expect(deck.state("countTicks")).toHaveText("inactive");
  expect(await places()).toEqual(before);
  await deck.act("Force stop", "Stuck Service");
  await expect(deck.state("holdOn")).toHaveText("not running (was stuck)");
  expect(await places()).toEqual(before);
});

for (const [width, height, besides] of [
  [1280, 800, false],
  [1280, 800, true],
  [900, 600, false],
] as const) {
  test(`a last error has room at ${width}×${height}${besides ? " beside the details" : ""}, and nothing is scrolled sideways`, async ({
    openDeck,
  }) => {
    const { deck, page } = await openDeck({ files: ["long-texts.ts", "failing-task.ts"].map(serviceFile) });
    await page.setViewportSize({ width, height });
    await expect(deck.state("failOnce")).toHaveText("failed (exception)");
    await expect(deck.state("failAndWait")).toHaveText("restarting");
    if (besides) await deck.openDetails("Failing Task");
    const long = deck.row(/^acquire/).getByRole("button", { name: /^Last error/ });
    await expect.poll(async () => (await long.boundingBox())?.width).toBeGreaterThan(400);
    const sideways = await page.evaluate<number>(
      "Math.max(...[...document.querySelectorAll('main, main *')].filter((e) => /auto|scroll/.test(getComputedStyle(e).overflowX)).map((e) => e.scrollWidth - e.clientWidth))",
    );
    expect(sideways).toBeLessThanOrEqual(0);
    for (const chip of await page.getByRole("group", { name: "Filter by state" }).getByRole("button").all()) {
      await expect(chip).toBeInViewport({ ratio: 1 });
    }
  });
}

test("a task's card is as high in each state", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("restless-tasks.ts")] });
  await expect(deck.state("calmC")).toHaveText("running");
  const details = await deck.openDetails("Restless Tasks");
  await expect(details.section("Tasks").getByRole("listitem")).toHaveCount(5);
  await page.mouse.move(0, 0);
  const places = await recordPlaces(details.section("Tasks"), "li[aria-label]");
  const restarts = async () => Number(await deck.cell("restlessB", "Restarts").textContent());
  const first = await restarts();
  await expect.poll(restarts).toBeGreaterThanOrEqual(first + 4);
  expect(await places.read()).toHaveLength(1);
});

async function leftOf(place: { boundingBox(): Promise<{ x: number } | null> }): Promise<number | undefined> {
  return (await place.boundingBox())?.x;
}

import type { DeckPage } from "../fixtures/deck-page.ts";
import { serviceFile } from "../fixtures/places.ts";
import { recordPlaces } from "../fixtures/row-places.ts";
import { expect, test } from "../fixtures/test.ts";

const restless = ["counter-service.ts", "restless-tasks.ts"].map(serviceFile);

/** Waits until a restless task has failed so many times more: until its row would have moved often. */
async function expectRestarts(deck: DeckPage, more: number): Promise<void> {
  const restarts = async (): Promise<number> => Number(await deck.cell("restlessB", "Restarts").textContent());
  const first = await restarts();
  await expect.poll(restarts).toBeGreaterThanOrEqual(first + more);
}

test("no row moves below the pointer, however fast states change", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: restless });
  await expect(deck.state("calmC")).toHaveText("running");
  await expect(deck.filter("inactive")).toHaveAccessibleName("inactive 1");
  await deck.row("calmC").hover();
  const places = await recordPlaces(deck.table);
  await expectRestarts(deck, 6);
  expect(await places.read()).toHaveLength(1);

  // A filter by a state that rows enter and leave all the time.
  await deck.filter("restarting").click();
  // The row that is counted has to be there when the pointer comes: it may just have left.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await expect(deck.row("restlessB")).toBeVisible();
    await page.mouse.move(600, 200);
    await expect(deck.row("restlessB")).toBeVisible({ timeout: 1000 });
  }).toPass();
  const filtered = await recordPlaces(deck.table);
  await expectRestarts(deck, 6);
  expect(await filtered.read()).toHaveLength(1);
  await page.mouse.move(0, 0);
});

test("a row that left the filter stays, greyed, and can be acted on, until the new order is asked for", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("finishing-task.ts"), serviceFile("counter-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await deck.filter("inactive").click();
  await expect(deck.rows()).toHaveCount(3);
  await deck.act("Start", "measureOnce");
  await expect(deck.state("measureOnce")).not.toHaveText("inactive");
  await expect(deck.row("measureOnce")).toHaveAttribute("data-standing", "left");
  await expect(deck.row("measureOnce")).toContainText("no longer matches");
  await expect(deck.rows()).toHaveCount(3);

  // What happens elsewhere waits, too.
  const chip = page.getByRole("button", { name: /^\d+ rows? changed$/ });
  await expect(chip).toHaveText("1 row changed");
  await chip.click();
  await expect(deck.row("measureOnce")).toHaveCount(0);
  await expect(chip).toHaveCount(0);
});

test("the focus holds the rows as the pointer does; leaving the table lets them go", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("counter-service.ts"), serviceFile("failing-task.ts")] });
  await expect(deck.state("failAndWait")).toHaveText("restarting");
  await expect(deck.rows().first()).toHaveAccessibleName("Failing Task");
  await page.mouse.move(0, 0);
  await deck.filter("running").click();
  await deck.button("countTicks", "Stop").focus();
  await page.keyboard.press("Enter");
  await expect(deck.state("countTicks")).toHaveText("inactive");
  await expect(deck.row("countTicks")).toHaveAttribute("data-standing", "left");
  await expect(deck.button("countTicks", "Stop")).toBeFocused();
  await deck.search.focus();
  await expect(deck.row("countTicks")).toHaveCount(0);
});

test("a menu and a dialog that were opened from a row hold it", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: restless });
  await expect(deck.state("calmC")).toHaveText("running");
  await deck.row("Counter Service").getByRole("button", { name: "More actions" }).focus();
  await page.mouse.move(0, 0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  const places = await recordPlaces(deck.table);
  await expectRestarts(deck, 4);
  expect(await places.read()).toHaveLength(1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();

  await deck
    .row("restlessD")
    .getByRole("button", { name: /^Last error/ })
    .focus();
  await page.keyboard.press("Enter");
  await expect(deck.dialog("Last error of restlessD")).toBeVisible();
  const below = await recordPlaces(deck.table);
  await expectRestarts(deck, 4);
  expect(await below.read()).toHaveLength(1);
});

test("every row has the same height, whatever has gone wrong in it", async ({ openDeck }) => {
  const files = ["long-texts.ts", "failing-task.ts", "backs-off.ts", "throws-in-constructor.ts", "stuck-service.ts"].map(serviceFile);
  const { deck, page } = await openDeck({ files });
  await expect(deck.state("holdOn")).toHaveText("running");
  await deck.act("Stop", "holdOn");
  await expect(deck.state("holdOn")).toHaveText("stuck");
  await expect(deck.state("Throws In Constructor")).toHaveText("failed (load-error)");
  for (const width of [900, 1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await expect
      .poll(
        async () => new Set((await Promise.all((await deck.rows().all()).map((row) => row.boundingBox()))).map((box) => box?.height)).size,
      )
      .toBe(1);
  }
});

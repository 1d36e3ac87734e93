import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";
import type { OpenDeck } from "../fixtures/shells.ts";

const files = ["counter-service.ts", "failing-task.ts", "finishing-task.ts", "throws-in-constructor.ts"].map(serviceFile);

/** A deck in which every service has come to rest. */
async function settledDeck(openDeck: (options: { files: string[] }) => Promise<OpenDeck>): Promise<OpenDeck> {
  const opened = await openDeck({ files });
  const { deck } = opened;
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(deck.state("failOnce")).toHaveText("failed (exception)");
  await expect(deck.state("failAndWait")).toHaveText("restarting");
  await expect(deck.state("neverLimited")).toHaveText("inactive");
  await expect(deck.state("Throws In Constructor")).toHaveText("failed (load-error)");
  return opened;
}

test("the head counts rows by state", async ({ openDeck }) => {
  const { deck } = await settledDeck(openDeck);
  await expect(deck.filter("all")).toHaveAccessibleName("all 9");
  await expect(deck.filter("running")).toHaveAccessibleName("running 4");
  await expect(deck.filter("failed")).toHaveAccessibleName("failed 2");
  await expect(deck.filter("restarting")).toHaveAccessibleName("restarting 1");
  await expect(deck.filter("inactive")).toHaveAccessibleName("inactive 2");
  await expect(deck.filter("needs attention")).toHaveAccessibleName("needs attention 3");
});

test("a state filters the rows; a task keeps its service above it", async ({ openDeck }) => {
  const { deck } = await settledDeck(openDeck);
  await deck.filter("failed").click();
  await expect(deck.filter("failed")).toHaveAttribute("aria-pressed", "true");
  await expect(deck.rows()).toHaveCount(3);
  for (const name of ["Failing Task", "failOnce", "Throws In Constructor"]) await expect(deck.row(name)).toBeVisible();
  await deck.filter("failed").click();
  await expect(deck.rows()).toHaveCount(9);
});

test("a filter follows the states while they change", async ({ openDeck }) => {
  const { deck } = await settledDeck(openDeck);
  await deck.filter("inactive").click();
  await expect(deck.row("measureOnce")).toBeVisible();
  await deck.act("Start", "measureOnce");
  // Where the pointer and the focus are, no row goes: elsewhere it does.
  await expect(deck.row("measureOnce")).toHaveAttribute("data-standing", "left");
  await deck.filter("inactive").hover();
  await deck.search.focus();
  await expect(deck.row("measureOnce")).toHaveCount(0);
  await expect(deck.row("neverLimited")).toBeVisible();
});

test("what needs attention comes first", async ({ openDeck }) => {
  const { deck } = await settledDeck(openDeck);
  await expect(deck.rows().first()).toHaveAccessibleName("Failing Task");
  await expect(deck.rows().last()).toHaveAccessibleName("neverLimited");
  await deck.filter("needs attention").click();
  await expect(deck.row("Counter Service")).toHaveCount(0);
  await expect(deck.rows()).toHaveCount(4);
});

test("search finds services and tasks by name; / leads there, Escape empties it", async ({ openDeck }) => {
  const { deck, page } = await settledDeck(openDeck);
  await page.keyboard.press("/");
  await expect(deck.search).toBeFocused();
  await page.keyboard.type("pump");
  await expect(page.getByText("Nothing on the deck matches")).toBeVisible();
  await deck.search.fill("WAIT");
  await expect(deck.rows()).toHaveCount(2);
  await expect(deck.row("failAndWait")).toBeVisible();
  await deck.search.fill("counter");
  await expect(deck.rows()).toHaveCount(2);
  await expect(deck.row("countTicks")).toBeVisible();
  await deck.search.press("Escape");
  await expect(deck.search).toHaveValue("");
  await expect(deck.rows()).toHaveCount(9);
});

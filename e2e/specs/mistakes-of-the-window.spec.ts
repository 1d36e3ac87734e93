import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";

const files = [serviceFile("counter-service.ts")];

test("a deck that can't be drawn says so and leaves the commands above it; reloading helps", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files });
  await expect(deck.state("countTicks")).toHaveText("running");
  // Moments are drawn with it, in rows only: the next second brings the mistake.
  await page.evaluate("Date.prototype.toDateString = () => { throw new Error('No such day') }");
  const alert = page.getByRole("alert").filter({ hasText: "The deck can’t be shown" });
  await expect(alert).toContainText("No such day");
  await expect(page.getByRole("button", { name: "Stop all tasks" })).toBeVisible();
  await alert.getByRole("button", { name: "Reload the window" }).click();
  await expect(deck.state("countTicks")).toHaveText("running");
});

test("details that can't be drawn leave the deck as it is", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files });
  await expect(deck.state("countTicks")).toHaveText("running");
  // Options are written with it, in the details only.
  await page.evaluate("Number.prototype.toPrecision = () => { throw new Error('No such digit') }");
  await deck.row("Counter Service").getByRole("button", { name: "Counter Service", exact: true }).click();
  const alert = page.getByRole("alert").filter({ hasText: "The service can’t be shown" });
  await expect(alert).toContainText("No such digit");
  await deck.act("Stop", "countTicks");
  await expect(deck.state("countTicks")).toHaveText("inactive");
  await alert.getByRole("button", { name: "Reload the window" }).click();
  await expect(deck.state("countTicks")).toHaveText("inactive");
  await deck.openDetails("Counter Service");
});

import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";

test("locked, the window shows everything and changes nothing, until it is unlocked", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("counter-service.ts"), serviceFile("scalar-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await deck.lock.click();
  await expect(deck.lock).toHaveAttribute("aria-pressed", "true");

  await expect(deck.button("countTicks", "Stop")).toHaveAttribute("aria-disabled", "true");
  await deck.button("countTicks", "Stop").click({ force: true });
  await deck.button("Counter Service", "Stop").click({ force: true });
  await page.getByRole("button", { name: "Stop all tasks" }).click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const scalars = await deck.openDetails("Scalar Service");
  await expect(scalars.field("voltage")).not.toBeEditable();
  await expect(scalars.switch("enabled")).toBeDisabled();

  // Had a click been taken, the count would stand still.
  const counter = await deck.openDetails("Counter Service");
  const ticks = await counter.number("ticks");
  await expect.poll(() => counter.number("ticks")).toBeGreaterThan(ticks + 5);
  await expect(deck.state("countTicks")).toHaveText("running");

  await deck.lock.click();
  await deck.act("Stop", "countTicks");
  await expect(deck.state("countTicks")).toHaveText("inactive");
});

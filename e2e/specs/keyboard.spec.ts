import type { Locator, Page } from "@playwright/test";
import type { PageElement } from "../fixtures/page-globals.ts";
import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";

/** Tabs through the page until the element has the focus: so it can be reached. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const mostStops = 80;
  for (let stops = 0; stops < mostStops; stops += 1) {
    if (await target.evaluate((element: unknown) => (element as PageElement).matches(":focus"))) return;
    await page.keyboard.press("Tab");
  }
  await expect(target, "can be reached with the Tab key").toBeFocused();
}

test("everything is done with the keyboard alone", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("counter-service.ts"), serviceFile("failing-task.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(deck.state("failOnce")).toHaveText("failed (exception)");

  await tabTo(page, deck.button("countTicks", "Stop"));
  await page.keyboard.press("Enter");
  await expect(deck.state("countTicks")).toHaveText("inactive");
  await page.keyboard.press("Shift+Tab");
  await expect(deck.button("countTicks", "Start")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(deck.state("countTicks")).toHaveText("running");

  const lastError = deck.row("failOnce").getByRole("button", { name: /^Last error/ });
  await lastError.focus();
  await page.keyboard.press("Enter");
  const dialog = deck.dialog("Last error of failOnce");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(lastError).toBeFocused();

  await deck.row("Counter Service").getByRole("button", { name: "More actions" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem").and(page.locator(":focus"))).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();

  const name = deck.row("Counter Service").getByRole("button", { name: "Counter Service", exact: true });
  await name.focus();
  await page.keyboard.press("Enter");
  const close = page.getByRole("button", { name: "Close details" });
  await tabTo(page, close);
  await page.keyboard.press("Enter");
  await expect(close).toBeHidden();
});

test("the whole table can be tabbed through, disabled actions too", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("counter-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await tabTo(page, deck.row("Counter Service").getByRole("button", { name: "Counter Service", exact: true }));
  const order = [
    deck.button("Counter Service", "Start"),
    deck.button("Counter Service", "Stop"),
    deck.button("Counter Service", "Restart"),
    deck.row("Counter Service").getByRole("button", { name: "More actions" }),
    deck.button("countTicks", "Start"),
    deck.button("countTicks", "Stop"),
    deck.button("countTicks", "Restart"),
  ];
  for (const button of order) {
    await page.keyboard.press("Tab");
    await expect(button).toBeFocused();
  }
  // What can't be done says why, to the keyboard as well.
  await deck.button("countTicks", "Start").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("tooltip", { name: "It is running already" }).last()).toBeVisible();
});

import { serviceFile } from "../fixtures/places.ts";
import { expect, test } from "../fixtures/test.ts";

test("a service that is removed while one looks at it leads back to the others", async ({ openApp }) => {
  const { deck, page } = await openApp({ files: [serviceFile("counter-service.ts"), serviceFile("finishing-task.ts")] });
  await page.setViewportSize({ width: 1440, height: 900 });
  const details = await deck.openDetails("Counter Service");
  await details.expand();
  await details.button("More actions").click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await deck.dialog("Remove Counter Service?").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("main", { name: "Details of Finishing Task" })).toBeVisible();
  await deck.goTo("Deck");
  await expect(deck.row("Counter Service")).toHaveCount(0);
});

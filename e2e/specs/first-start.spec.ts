import { expectHint } from "../fixtures/hint.ts";
import { expect, test } from "../fixtures/test.ts";

test("an empty deck offers the examples, and starts them", async ({ openDeck }) => {
  const { deck, page } = await openDeck();
  await expect(page.getByRole("heading", { name: "No services on the deck yet" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Example services" }).getByRole("listitem")).toHaveCount(7);
  await page.getByRole("button", { name: "Start the example services" }).click();
  // Seven processes at once, on two cores or fewer.
  await expect(deck.state("Sensor Service")).toHaveText("running", { timeout: 30_000 });
  await expect(deck.state("readSensorData")).toHaveText("running");
  await expect(deck.state("Advanced Task Service")).toHaveText("running");
  // The head outlives the empty deck: its hints still have a place to appear in.
  await expectHint(deck.lock, page.getByRole("tooltip", { name: /^Lock: view only/ }));
});

test("an example can be started alone", async ({ openDeck }) => {
  const { deck, page } = await openDeck();
  await page.getByRole("button", { name: "Start Number Slider Service" }).click();
  await expect(deck.state("Number Slider Service")).toHaveText("running");
  await expect(deck.rows()).toHaveCount(1);
});

test("the examples fit into the smallest window", async ({ openDeck }) => {
  const { page } = await openDeck();
  await page.setViewportSize({ width: 900, height: 600 });
  await expect(page.getByRole("button", { name: "Start Pump Service" })).toBeInViewport({ ratio: 1 });
});

test("the foot says where the deck is reached from a browser, and there it is", async ({ openDeck }) => {
  const { page } = await openDeck();
  const address = await page.getByRole("contentinfo").getByRole("link").getAttribute("href");
  const response = await fetch(address ?? "");
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("<title>Dasedeck</title>");
});

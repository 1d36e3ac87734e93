import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";

test("a delay that grows tells its step", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("backs-off.ts")] });
  // 0.1 s, 0.84 s, 7.1 s, then 60 s: the third wait is long enough to be looked at.
  await expect(deck.cell("tryAgain", "Next restart")).toContainText("step 2 of 3");
  const details = await deck.openDetails("Backs Off");
  await details
    .section("Tasks")
    .getByRole("button", { name: /^tryAgain/ })
    .click();
  await expect(details.section("Tasks")).toContainText(/after 7\.1 s, step 2 of 3|after 60 s, step 3 of 3/);
  await expect(details.fact("Back-off")).toHaveText("up to 60 s, in 3 steps");
  await expect(details.section("Tasks")).toContainText(/Asked by\s*started by autostart, /);
});

test("a stuck task says what to do, stands out as not as wanted, and has the way out in its row", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("stuck-service.ts")] });
  await expect(deck.state("holdOn")).toHaveText("running");
  await expect(deck.row("holdOn").getByRole("img", { name: "Not as wanted:" })).toHaveCount(0);
  await deck.act("Stop", "holdOn");
  await expect(deck.state("holdOn")).toHaveText("stuck");
  await expect(deck.cell("holdOn", "Last error")).toContainText("Force-stop or restart its service");
  await expect(deck.row("holdOn").getByRole("img", { name: "Not as wanted:" })).toBeVisible();
  await deck.row("holdOn").getByRole("button", { name: "Force stop Stuck Service" }).click();
  await expect(deck.state("Stuck Service")).toHaveText("stopped");
  await expect(deck.row("holdOn").getByRole("img", { name: "Not as wanted:" })).toHaveCount(0);
});

import { expect, test } from "../fixtures/test.ts";
import { HistoryPage } from "../fixtures/history-page.ts";
import { RemotePage } from "../fixtures/remote-page.ts";
import { serviceFile } from "../fixtures/places.ts";
import { violations } from "../fixtures/violations.ts";

const files = ["counter-service.ts", "failing-task.ts", "scalar-service.ts", "throws-in-constructor.ts", "long-texts.ts"].map(serviceFile);

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing to object to in ${colorScheme}`, async ({ openDeck }) => {
    // axe looks at the whole window many times.
    test.slow();
    const { deck, page } = await openDeck({ files });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    await expect(deck.state("countTicks")).toHaveText("running");
    await expect(deck.state("failAndWait")).toHaveText("restarting");
    await expect(deck.state("Throws In Constructor")).toHaveText("failed (load-error)");
    await expect(deck.filter("failed")).toHaveAccessibleName("failed 3");
    expect(await violations(page), "in the deck").toEqual([]);

    const details = await deck.openDetails("Scalar Service");
    await details.set("voltage", "two");
    await expect(details.field("voltage")).toHaveAccessibleDescription(/not a number/);
    expect(await violations(page), "in the details").toEqual([]);
    await details.expand();
    expect(await violations(page), "in the view of a service").toEqual([]);
    await details.button("Back to the deck").click();
    await details.close();

    const history = new HistoryPage(page);
    await history.open();
    await expect(history.entry("failed", "failOnce")).not.toHaveCount(0);
    await expect(history.row("failOnce")).toBeVisible();
    expect(await violations(page), "in the history").toEqual([]);
    await history.chooseSpan("Custom");
    await history.strip("failOnce").focus();
    await page.keyboard.press("End");
    await expect(page.getByRole("tooltip")).toBeVisible();
    expect(await violations(page), "in the history of a span of one's own, with a state pointed at").toEqual([]);
    await history.leave();

    const remote = new RemotePage(page);
    await remote.open();
    expect(await violations(page), "in the view of remote services, without one").toEqual([]);
    await remote.add({ address: "127.0.0.1:9/pump", name: "Pump" });
    await expect(remote.state("Pump")).toHaveText("reconnecting");
    await remote.add({ address: "ws://lab pc", token: "dd_secret" });
    await expect(remote.refusal).toBeVisible();
    expect(await violations(page), "in the view of remote services, with a lost one and a refusal").toEqual([]);
    await remote.button("Pump", "Disconnect").click();
    await expect(remote.state("Pump")).toHaveText("disconnected");
    await deck.goTo("Settings");
    await expect(page.getByRole("main", { name: "Settings" })).toBeVisible();
    expect(await violations(page), "in the settings").toEqual([]);
    await deck.goTo("Deck");

    await deck.openLastError("failOnce");
    expect(await violations(page), "in the dialog of an error").toEqual([]);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Stop all tasks" }).click();
    await expect(deck.dialog("Stop all tasks?")).toBeVisible();
    expect(await violations(page), "in a question").toEqual([]);
    await page.keyboard.press("Escape");

    await deck.act("Stop", "Counter Service");
    await expect(deck.state("Counter Service")).toHaveText("stopped");
    await deck.lock.click();
    await deck.row("Counter Service").getByRole("button", { name: "More actions" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    expect(await violations(page), "with something stopped, locked, and a menu open").toEqual([]);
  });

  test(`axe finds nothing to object to in an empty deck, in ${colorScheme}`, async ({ openDeck }) => {
    const { page } = await openDeck();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.getByRole("heading", { name: "No services on the deck yet" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

import type { Locator } from "@playwright/test";
import { HistoryPage } from "../fixtures/history-page.ts";
import { serviceFile } from "../fixtures/places.ts";
import { expect, test } from "../fixtures/test.ts";

declare const getComputedStyle: (element: unknown) => Readonly<Record<string, string>>;

const looks = [
  "color",
  "backgroundColor",
  "backgroundImage",
  "borderTopColor",
  "borderTopStyle",
  "borderTopWidth",
  "height",
  "outlineStyle",
  "outlineWidth",
];

/** How an element is drawn, as one text: two that are equal can't be told apart. */
async function lookOf(element: Locator): Promise<string> {
  return await element.evaluate((drawn: unknown, names) => names.map((name) => getComputedStyle(drawn)[name]).join(" | "), looks);
}

async function styleOf(element: Locator, name: string): Promise<string> {
  return await element.evaluate((drawn: unknown, property) => getComputedStyle(drawn)[property] ?? "", name);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`with the system's high contrast colours everything can be told apart, in ${colorScheme}`, async ({ openDeck }) => {
    const { deck, page } = await openDeck({ files: ["counter-service.ts", "failing-task.ts", "stuck-service.ts"].map(serviceFile) });
    await expect(deck.state("countTicks")).toHaveText("running");
    await expect(deck.state("failOnce")).toHaveText("failed (exception)");
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    await page.mouse.move(0, 0);

    const start = deck.button("countTicks", "Start");
    const stop = deck.button("countTicks", "Stop");
    expect(await styleOf(start, "color"), "a disabled button").not.toBe(await styleOf(stop, "color"));
    expect(await lookOf(deck.filter("all")), "the chosen filter").not.toBe(await lookOf(deck.filter("running")));
    const rail = page.getByRole("navigation", { name: "Views" });
    expect(await styleOf(rail.getByRole("button", { name: "Deck" }), "backgroundColor"), "the present view").not.toBe(
      await styleOf(rail.getByRole("button", { name: "History" }), "backgroundColor"),
    );
    await page.setViewportSize({ width: 1440, height: 900 });
    await deck.openDetails("Counter Service");
    await deck.search.focus();
    await page.mouse.move(0, 0);
    expect(await styleOf(deck.row("Counter Service"), "outlineStyle"), "the selected row").toBe("solid");
    expect(await styleOf(deck.row("Failing Task"), "outlineStyle")).toBe("none");
    await page.keyboard.press("ArrowDown");
    await expect(page.locator("tr:focus")).toHaveCount(1);
    expect(await styleOf(page.locator("tr:focus"), "outlineStyle"), "the row with the focus").toBe("solid");
    expect(await styleOf(page.locator("tr:focus"), "outlineWidth")).toBe("3px");

    const history = new HistoryPage(page);
    await history.open();
    await expect(history.row("failOnce")).toBeVisible();
    const swatches = history.main.locator("[data-state][data-colour][style]").filter({ visible: true });
    const states = new Map<string, string>();
    for (const swatch of await swatches.all()) {
      const state = (await swatch.getAttribute("data-state")) ?? "";
      states.set(state, await lookOf(swatch));
      // What has neither a border nor a colour of its own is not seen.
      const canvas = await styleOf(page.locator("body"), "backgroundColor");
      const isDrawn =
        (await styleOf(swatch, "backgroundColor")) !== canvas ||
        (await styleOf(swatch, "backgroundImage")) !== "none" ||
        (await styleOf(swatch, "borderTopStyle")) !== "none";
      expect(isDrawn, `a bar of the state ${state}`).toBe(true);
    }
    for (const state of ["running", "restarting", "failed", "stuck", "starting", "finished", "inactive"]) {
      expect([...states.keys()]).toContain(state);
    }
    expect(new Set(states.values()).size, "states that look different").toBe(states.size);
    const spans = history.main.getByRole("radiogroup", { name: "Span" }).locator("label");
    expect(await styleOf(spans.filter({ hasText: /^1 h$/ }), "backgroundColor"), "the chosen span").not.toBe(
      await styleOf(spans.filter({ hasText: /^24 h$/ }), "backgroundColor"),
    );
  });
}

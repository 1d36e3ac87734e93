import { dragTo, everyValue, openValues, untilChanged } from "../fixtures/every-value.ts";
import { expect, test } from "../fixtures/test.ts";
import { violations } from "../fixtures/violations.ts";

const typedTexts = [
  ["Cathode voltage", "9.75"],
  ["shots", "77"],
  ["serial", "5"],
  ["length", "1.5"],
  ["remark", "mine"],
  ["started", "2030-01-02 03:04:05"],
  ["limits[0]", "-12"],
  ['table["one"]', "-13"],
  ["current", "1.5"],
] as const;

test("someone else's changes do not overwrite what is typed into any field, and it is sent in the end", async ({ openDeck }) => {
  // Nine fields, one after the other.
  test.slow();
  const { deck } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  await deck.act("Start", "changeAll");
  for (const [name, typed] of typedTexts) {
    await details.field(name).fill(typed);
    await untilChanged(details, 2);
    await expect(details.field(name)).toHaveValue(typed);
    await details.field(name).press("Escape");
    await expect(details.panel).toBeVisible();
  }
  await deck.act("Stop", "changeAll");
  await expect(deck.state("changeAll")).toHaveText("inactive");
  for (const [name, typed] of typedTexts) {
    await details.set(name, typed);
    await details.field("ticks").focus();
    await expect(details.field(name)).not.toHaveAttribute("aria-busy", "true");
    await expect(details.field(name)).toHaveValue(typed);
  }
});

test("over a small window, Escape takes back what is within the drawer first", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  await page.setViewportSize({ width: 900, height: 600 });
  const details = await openValues({ deck });
  await details.field("shots").fill("7");
  await page.keyboard.press("Escape");
  await expect(details.field("shots")).toHaveValue("100");
  await details.choice("mode").click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option", { name: "IDLE" })).toBeHidden();
  await details.button("Enlarge image").click();
  await expect(deck.dialog("image")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(deck.dialog("image")).toBeHidden();
  await details.button("Move to…").click();
  await details.field("position").fill("4");
  await page.keyboard.press("Escape");
  await expect(details.field("position")).toHaveCount(0);
  await expect(details.panel).toBeVisible();
});

test("a list to choose from stays open and whole while the value changes", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  await deck.act("Start", "changeAll");
  await details.choice("mode").click();
  await untilChanged(details);
  await expect(page.getByRole("option")).toHaveText(["OFF", "IDLE", "RUN"]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option", { name: "IDLE" })).toBeHidden();
  await expect(details.panel).toBeVisible();
});

test("a thumb that is held stays where it is held while the value changes", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  await deck.act("Start", "changeAll");
  await dragTo(page, details, 0.5, { release: false });
  const thumb = details.slider("current");
  await expect(thumb).toHaveAttribute("aria-valuenow", "5");
  await untilChanged(details, 10);
  expect(await thumb.getAttribute("aria-valuenow")).toBe("5");
  await page.mouse.up();
  await expect(thumb).not.toHaveAttribute("aria-valuenow", "5");
});

test("a freshly changed value is marked, and nothing moves", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  const place = async () => await details.field("remark").boundingBox();
  const before = await place();
  await deck.act("Start", "changeAll");
  await untilChanged(details, 12);
  expect(await place()).toEqual(before);
});

test("a stopped service shows its last values, and nothing can be set or called", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  await deck.act("Stop", "Every Value");
  await expect(deck.state("Every Value")).toHaveText("stopped");
  await expect(details.section("Attributes")).toContainText("last known values");
  await expect(details.field("Cathode voltage")).not.toBeEditable();
  await expect(details.choice("mode")).toHaveAttribute("aria-disabled", "true");
  await expect(details.button("home")).toHaveAttribute("aria-disabled", "true");
  await expect(details.switch("enabled").first()).toBeDisabled();
  // Playwright would wait until it can be used.
  await details.choice("mode").click({ force: true });
  await expect(details.panel.page().getByRole("option")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing to object to in a service with every value, in ${colorScheme}`, async ({ openDeck }) => {
    // The page is large, and axe looks at all of it twice.
    test.slow();
    const { deck, page } = await openDeck({ files: everyValue });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const details = await openValues({ deck });
    await details.button(/^samples/).click();
    await details.button("Move to…").click();
    await details.button("Call Move to").click();
    await details.button("fail").click();
    await expect(details.panel.getByRole("alert")).toContainText("The motor is stuck");
    expect(await violations(page), "in the values").toEqual([]);
    await details.choice("status").click();
    await expect(page.getByRole("option", { name: "DONE" })).toBeVisible();
    expect(await violations(page), "with a list to choose from").toEqual([]);
  });
}

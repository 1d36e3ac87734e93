import { everyValue, openValues } from "../fixtures/every-value.ts";
import { serviceFile } from "../fixtures/places.ts";
import { expect, test } from "../fixtures/test.ts";

const wide = { width: 1440, height: 900 };
const narrow = { width: 1000, height: 700 };
const smallest = { width: 900, height: 600 };

test("a service takes the whole window and gives it back; the keyboard comes along", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [...everyValue, serviceFile("counter-service.ts")] });
  await page.setViewportSize(wide);
  const details = await openValues({ deck });
  await expect(deck.table).toBeVisible();
  await details.expand();
  await expect(deck.table).toBeHidden();
  await expect(page.getByRole("button", { name: "Service", exact: true })).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("Escape");
  await expect(deck.table).toBeVisible();
  await expect(details.panel).toBeVisible();
  await details.close();
  await page.setViewportSize(narrow);
  await openValues({ deck });
  await expect(details.whole).toBeFocused();
  await expect(deck.table).toBeHidden();
  await details.button("Back to the deck").click();
  await expect(deck.row("Every Value").getByRole("button", { name: "Every Value", exact: true })).toBeFocused();
  await expect(details.panel).toBeHidden();
});

test("what is typed, folded and asked for outlives every width of the window, and a look at another view", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  await page.setViewportSize(wide);
  const details = await openValues({ deck });
  await deck.act("Start", "changeAll");
  await details.button(/^left/).click();
  await details.button("Move to…").click();
  await details.field("position").fill("4");
  await details.field("remark").fill("half a sen");
  const isKept = async (): Promise<void> => {
    await expect(details.field("remark")).toHaveValue("half a sen");
    await expect(details.field("remark")).toBeFocused();
    await expect(details.field("position")).toHaveValue("4");
    await expect(details.button(/^left/)).toHaveAttribute("aria-expanded", "false");
  };
  for (const size of [narrow, wide, smallest, wide]) {
    await page.setViewportSize(size);
    await isKept();
  }
  await page.keyboard.press("End");
  await page.keyboard.type("tence");
  await expect(details.field("remark")).toHaveValue("half a sentence");
  await page.keyboard.press("Escape");
  await deck.goTo("History");
  await deck.goTo("Service");
  await expect(details.field("position")).toHaveValue("4");
  await expect(details.button(/^left/)).toHaveAttribute("aria-expanded", "false");
});

test("the rail leads to the service that was looked at last, at first to the first; names lead to any other", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [...everyValue, ...["counter-service.ts", "finishing-task.ts"].map(serviceFile)] });
  await expect(deck.state("Finishing Task")).toHaveText("running");
  await deck.goTo("Service");
  const { page } = deck;
  await expect(page.getByRole("main", { name: "Details of Every Value" })).toBeVisible();
  await deck.goTo("Deck");
  await deck.goTo("History");
  await deck.goTo("Service");
  const first = await deck.openedDetails("Every Value");
  const counter = await first.switchTo("Counter Service", { search: "count" });
  await counter.expectToMove("ticks");
  await deck.goTo("History");
  await deck.goTo("Service");
  await expect(counter.panel).toBeVisible();
  await counter.button("Switch service").click();
  await page.getByRole("textbox", { name: "Search services" }).fill("nothing of the kind");
  await expect(page.getByText("No service has this in its name")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(counter.whole).toBeVisible();
  await expect(counter.button("Switch service")).toBeFocused();
});

test("tasks and the service are started and stopped from its view", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("counter-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await deck.goTo("Service");
  const details = await deck.openedDetails("Counter Service");
  const task = details.task("countTicks");
  await task.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(task).toContainText("inactive");
  await task.getByRole("button", { name: "Start", exact: true }).click();
  await expect(task).toContainText("running");
  const head = details.panel.getByRole("group", { name: "Commands of Counter Service" });
  await head.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(details.panel).toContainText("stopped by");
  await expect(task.getByRole("button", { name: "Start", exact: true })).toHaveAttribute("aria-disabled", "true");
  await head.getByRole("button", { name: "Start", exact: true }).click();
  await expect(task).toContainText("running");
  await task.getByRole("button", { name: "Show history" }).click();
  await expect(page.getByRole("main", { name: "History" })).toBeVisible();
});

test("where there is room, every value tells when it changed last and what it is", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  await page.setViewportSize({ width: 1600, height: 900 });
  const details = await openValues({ deck });
  const times = details.section("Attributes").getByRole("time");
  await expect(times.first()).toBeHidden();
  await details.expand();
  await expect(times.first()).toHaveText(/^\d\d:\d\d:\d\d$/);
  await expect(details.section("Attributes")).toContainText("The voltage at the cathode, as it is set.");
  const before = await times.first().getAttribute("datetime");
  await details.set("Cathode voltage", "3");
  await expect(times.first()).not.toHaveAttribute("datetime", before ?? "");
});

test("the view of a service that failed says why; of a task too, and when it is tried again", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: ["throws-in-constructor.ts", "failing-task.ts"].map(serviceFile) });
  await expect(deck.state("Throws In Constructor")).toHaveText("failed (load-error)");
  await expect(deck.state("failAndWait")).toHaveText("restarting");
  await deck.goTo("Service");
  const failed = await deck.openedDetails("Throws In Constructor");
  const why = failed.panel.getByRole("alert");
  await expect(why).toContainText("Its file could not be loaded");
  await expect(why).toContainText("No instrument at GPIB address 7 (throws-in-constructor.ts:6:11)");
  await why.getByRole("button", { name: "Show in full" }).click();
  await expect(deck.dialog("Last error of Throws In Constructor")).toBeVisible();
  await deck.page.keyboard.press("Escape");
  const failing = await failed.switchTo("Failing Task");
  await expect(failing.task("failAndWait")).toContainText(/Next restart\s*\d/);
  await failing
    .task("failOnce")
    .getByRole("button", { name: /^Last error/ })
    .click();
  await expect(deck.dialog("Last error of failOnce")).toBeVisible();
});

test("what a service writes is followed below its values", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("talkative-service.ts")] });
  await page.setViewportSize(smallest);
  await expect(deck.state("Talkative Service")).toHaveText("running");
  const details = await deck.openDetails("Talkative Service");
  await details.button("flood").click();
  await expect(details.section("Last output").getByRole("log")).toBeInViewport();
  await expect(details.section("Attributes")).toBeInViewport();
});

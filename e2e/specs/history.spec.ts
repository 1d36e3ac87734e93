import { expect, test } from "../fixtures/test.ts";
import { HistoryPage } from "../fixtures/history-page.ts";
import { serviceFile } from "../fixtures/places.ts";
import type { OpenDeck } from "../fixtures/shells.ts";

const files = ["fails-once.ts", "counter-service.ts"].map(serviceFile);

/** A deck in which a task has failed once and runs again. */
async function recoveredDeck(openDeck: (options: { files: string[] }) => Promise<OpenDeck>): Promise<OpenDeck & { history: HistoryPage }> {
  const opened = await openDeck({ files });
  await expect(opened.deck.cell("recover", "Restarts")).toHaveText("1");
  await expect(opened.deck.state("recover")).toHaveText("running");
  return { ...opened, history: new HistoryPage(opened.page) };
}

test("the history tells what happened, and who did it, as it happens", async ({ openDeck }) => {
  const { deck, history } = await recoveredDeck(openDeck);
  await deck.act("Stop", "countTicks");
  await expect(deck.state("countTicks")).toHaveText("inactive");
  const who = /stopped by (.+?),/.exec((await deck.row("countTicks").textContent()) ?? "")?.[1] ?? "nobody";
  await history.open();
  await expect(history.refresh).toHaveText("Follows what happens");
  await expect(history.entry("inactive", "countTicks", `by ${who}`)).toHaveCount(1);
  await expect(history.entry("restarting", "recover", "by supervisor", "The first answer was lost")).toHaveCount(1);
  await expect(history.entry("running", "steady", "by autostart")).toHaveCount(1);

  await history.leave();
  await deck.act("Start", "countTicks");
  await expect(deck.state("countTicks")).toHaveText("running");
  await history.open();
  await expect(history.entry("running", "countTicks", `by ${who}`)).toHaveCount(1);
});

test("availability, failures and the time between them are those of the task", async ({ openDeck }) => {
  const { history } = await recoveredDeck(openDeck);
  await history.open();
  await expect(history.number("steady", "Available")).toHaveText("100.00 %");
  await expect(history.number("steady", "Failures")).toHaveText("0");
  await expect(history.number("steady", "Between")).toContainText("It never failed");
  await expect(history.number("recover", "Failures")).toHaveText("1");
  await expect(history.number("recover", "Restarts")).toHaveText("1");
  // It was down for the second that it waited for its restart.
  const available = async (): Promise<number> => Number.parseFloat((await history.number("recover", "Available").textContent()) ?? "");
  await expect(history.number("recover", "Available")).toHaveAttribute("title", /^Down for 1\.\d s$/);
  await expect.poll(available).toBeGreaterThan(40);
  expect(await available()).toBeLessThan(100);
  await expect(history.strip("steady")).toHaveAttribute("aria-valuetext", /^running/);
});

test("what is repeated is one entry with a count", async ({ openDeck }) => {
  const { deck, history } = await recoveredDeck(openDeck);
  await deck.act("Start", "flutter");
  await expect.poll(async () => Number(await deck.cell("flutter", "Restarts").textContent())).toBeGreaterThan(20);
  await deck.act("Stop", "flutter");
  await expect(deck.state("flutter")).toHaveText("inactive");
  const restarts = Number(await deck.cell("flutter", "Restarts").textContent());
  await history.open();
  await history.choose("Service", "Fails Once");
  await history.choose("Task", "flutter");
  const folded = history.entry("restarting", "×", "The contact is loose").last();
  const count = async (): Promise<number> => Number(/×([\d,]+)/.exec((await folded.textContent()) ?? "")?.[1]?.replaceAll(",", ""));
  await expect.poll(count).toBeGreaterThan(10);
  await expect(history.number("flutter", "Restarts")).toHaveText(String(restarts));
  await expect(history.entries.getByRole("article")).not.toHaveCount(0);
  expect(await history.entries.getByRole("article").count()).toBeLessThan(12);
});

test("filters narrow down what is shown; a task and a service lead to their own history", async ({ openDeck }) => {
  const { deck, history } = await recoveredDeck(openDeck);
  await deck.row("recover").getByRole("button", { name: "Show history" }).click();
  await expect(history.main).toBeVisible();
  await expect(history.filter("Service")).toHaveValue("Fails Once");
  await expect(history.filter("Task")).toHaveValue("recover");
  await expect(history.row("recover")).toBeVisible();
  await expect(history.row("steady")).toHaveCount(0);
  await expect(history.entry("recover")).not.toHaveCount(0);
  await expect(history.entry("steady")).toHaveCount(0);

  // Another choice is shown at once, though the pointer is in the view. What is chosen is left by choosing it again.
  await history.choose("Service", "Fails Once");
  await expect(history.row("countTicks")).toBeVisible();
  await history.choose("Service", "Fails Once");
  await history.choose("Task", "recover");
  await expect(history.row("countTicks")).toHaveCount(0);

  await history.choose("Kind", "Failures");
  await expect(history.entries.getByRole("article")).toHaveCount(1);
  await expect(history.entry("restarting", "The first answer was lost")).toHaveCount(1);
  await history.choose("Kind", "Refused commands");
  await expect(history.main).toContainText("Nothing of this kind happened within the span.");

  await history.leave();
  const details = await deck.openDetails("Counter Service");
  await details.panel.getByRole("button", { name: "All history" }).click();
  await expect(history.filter("Service")).toHaveValue("Counter Service");
  await expect(history.row("countTicks")).toBeVisible();
  await expect(history.row("recover")).toHaveCount(0);
});

test("commands of people stand apart from what happens by itself", async ({ openDeck }) => {
  const { deck, history } = await recoveredDeck(openDeck);
  await deck.act("Stop", "steady");
  await expect(deck.state("steady")).toHaveText("inactive");
  await history.open();
  await history.choose("Kind", "Commands by people");
  await expect(history.entry("inactive", "steady")).toHaveCount(1);
  await expect(history.entry("by supervisor")).toHaveCount(0);
  await expect(history.entry("by autostart")).toHaveCount(0);
});

test("what was refused is told with the reason, though nothing else happens", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("scalar-service.ts")] });
  const history = new HistoryPage(page);
  await history.open();
  await history.choose("Kind", "Refused commands");
  await expect(history.main).toContainText("Nothing of this kind happened within the span.");
  await history.leave();
  const details = await deck.openDetails("Scalar Service");
  await details.set("limited", "11");
  await expect(details.field("limited")).toHaveAccessibleDescription(/At most 10 V/);
  await history.open();
  await expect(history.entry("refused", "Scalar Service", "set limited", "At most 10 V are allowed")).toHaveCount(1);
  await history.entries.getByRole("button", { name: /^set limited/ }).click();
  await expect(history.entries.getByRole("button", { name: "Copy the detail" })).toBeVisible();
});

test("a span is chosen, looked at closer, and left again; a wrong one says what is wrong", async ({ openDeck }) => {
  const { history } = await recoveredDeck(openDeck);
  await history.open();
  await history.chooseSpan("24 h");
  await expect(history.span("24 h")).toBeChecked();
  await expect(history.number("recover", "Failures")).toHaveText("1");

  // With the keyboard: to a state, and closer to it.
  await history.strip("recover").focus();
  await history.page.keyboard.press("Home");
  await expect(history.page.getByRole("tooltip")).toBeVisible();
  await history.page.keyboard.press("Enter");
  await expect(history.span("Custom")).toBeChecked();
  await expect(history.refresh).toHaveText("Does not move");
  await history.main.getByRole("button", { name: "Back" }).click();
  await expect(history.span("24 h")).toBeChecked();
  await expect(history.refresh).toHaveText("Follows what happens");

  await history.chooseSpan("Custom");
  const from = history.main.getByLabel("From", { exact: true });
  await from.fill("2031-01-01T00:00:00");
  await from.press("Enter");
  await expect(history.main.getByRole("alert")).toHaveText("The beginning must lie before the end");
  await from.fill("2020-01-01T00:00:00");
  await history.main.getByLabel("To", { exact: true }).fill("2020-01-02T00:00:00");
  await history.main.getByLabel("To", { exact: true }).press("Enter");
  await expect(history.main.getByRole("alert")).toHaveCount(0);
  await expect(history.entries.getByRole("article")).toHaveCount(0);
  await expect(history.main).toContainText("Nothing ran within the span.");
});

test("the views are reached with the keyboard, and stay as they were left", async ({ openDeck }) => {
  const { deck, history, page } = await recoveredDeck(openDeck);
  await deck.search.fill("recover");
  await page.keyboard.press("Alt+3");
  await expect(history.main).toBeVisible();
  await history.choose("Service", "Fails Once");
  await page.keyboard.press("Alt+1");
  await expect(deck.search).toHaveValue("recover");
  await expect(deck.row("countTicks")).toHaveCount(0);
  await page.keyboard.press("Alt+3");
  await expect(history.filter("Service")).toHaveValue("Fails Once");
});

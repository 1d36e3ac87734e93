import type { Page } from "@playwright/test";
import { serviceFile } from "../fixtures/places.ts";
import { expect, test } from "../fixtures/test.ts";
import { violations } from "../fixtures/violations.ts";

/** 7 services of 10 tasks each, with the same names in all: 77 rows. */
const services = ["Cryostat", "Laser", "Magnet", "Pump", "Shutter", "Valve", "Xray"];
const tasks = ["acquire", "cool", "drain", "fill", "heat", "log", "poll", "ramp", "sweep", "watch"];

function tenTasks(name: string): string {
  return `import { DataService, sleep, task } from "dasedeck";
export default class ${name} extends DataService {
${tasks.map((task) => `  @task({ autostart: true }) async ${task}() { await sleep(3600); }`).join("\n")}
}
`;
}

/** Presses one key after the other, and counts them. */
async function press(page: Page, ...keys: readonly string[]): Promise<number> {
  for (const key of keys) await page.keyboard.press(key);
  return keys.length;
}

test("the Stop of any task is at most six keys away, with 77 rows", async ({ openDeck, files }) => {
  test.slow();
  const paths = await Promise.all(services.map((name) => files.write(`${name.toLowerCase()}.ts`, tenTasks(name))));
  const { deck, page } = await openDeck({ files: paths });
  await expect(deck.filter("running")).toHaveAccessibleName("running 77", { timeout: 60_000 });
  // The first, the last, and one in the middle.
  for (const [service, task] of [
    ["c", "acquire"],
    ["x", "watch"],
    ["m", "heat"],
  ] as const) {
    const before = await deck.filter("inactive").getAttribute("data-none");
    const keys = await press(page, "/", service, "Space", task.slice(0, 1), "Enter");
    expect(keys).toBeLessThan(6);
    const row = page.locator("tr:focus");
    await expect(row).toHaveAccessibleName(task);
    await page.keyboard.press("x");
    await expect(row.getByRole("cell").first()).toHaveText("inactive");
    expect(before).not.toBeUndefined();
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
  }
  await expect(deck.filter("inactive")).toHaveAccessibleName("inactive 3");
});

test("from the search to the first hit, from row to row, and what can be done there", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: ["counter-service.ts", "failing-task.ts"].map(serviceFile) });
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(deck.state("failOnce")).toHaveText("failed (exception)");
  await press(page, "/", "t", "i", "c", "k", "ArrowDown");
  await expect(deck.row("countTicks")).toBeFocused();
  await press(page, "ArrowUp");
  await expect(deck.row("Counter Service")).toBeFocused();
  await press(page, "ArrowUp");
  await expect(deck.row("Counter Service")).toBeFocused();
  await press(page, "ArrowDown", "x");
  await expect(deck.state("countTicks")).toHaveText("inactive");
  await expect(deck.row("countTicks")).toBeFocused();
  await press(page, "s");
  await expect(deck.state("countTicks")).toHaveText("running");
  // A key that can't do anything at present says why.
  await press(page, "s");
  await expect(deck.button("countTicks", "Start")).toBeFocused();
  await expect(page.getByRole("tooltip", { name: "It is running already" }).last()).toBeVisible();
  await press(page, "ArrowUp", "ArrowDown", "Enter");
  await deck.openedDetails("Counter Service");
});

test("the keys of rows respect the lock, and letters that are typed are no commands", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("counter-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await deck.lock.click();
  await press(page, "/", "c", "o", "u", "n", "t", "T", "Enter", "x");
  await expect(deck.button("countTicks", "Stop")).toBeFocused();
  await expect(page.getByRole("tooltip", { name: /^Locked/ }).last()).toBeVisible();
  await deck.lock.click();
  await press(page, "/", "x", "s", "r");
  await expect(deck.search).toHaveValue("countTxsr");
  await page.keyboard.press("Escape");
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(deck.cell("countTicks", "Restarts")).toHaveText("0");
});

test("? lists the keys, but not while one types", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("counter-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  const help = deck.dialog("Keyboard shortcuts");
  await press(page, "/", "?");
  await expect(deck.search).toHaveValue("?");
  await expect(help).toHaveCount(0);
  await press(page, "Escape", "Tab", "?");
  await expect(help).toBeVisible();
  await expect(help).toContainText("Go to the first hit");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
});

test("the row that has the focus, and rows that are selected, are copied as a table", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("failing-task.ts")] });
  await expect(deck.state("failOnce")).toHaveText("failed (exception)");
  await press(page, "/", "o", "n", "c", "e", "Enter");
  // The listener is there before the key is pressed.
  await page.evaluate(
    'addEventListener("copy", (event) => (globalThis.copied = event.clipboardData.getData("text/plain")), { once: true })',
  );
  await page.keyboard.press("ControlOrMeta+c");
  // Not `waitForFunction`: it evaluates its text in the page, which the app's CSP refuses.
  const copied = (): Promise<string | undefined> => page.evaluate<string | undefined>("globalThis.copied");
  await expect.poll(copied).toBeDefined();
  const cells = ((await copied()) ?? "").split("\t");
  expect(cells[0]).toBe("failed (exception)");
  expect(cells[1]).toContain("failOnce");
  expect(cells[5]).toBe("TypeError: The valve does not answer");
});

import { readFile, writeFile } from "node:fs/promises";
import type { ElectronApplication, Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";

/** Answers the system's file dialog, which no test can click on. */
async function answerDialog(app: ElectronApplication, filePaths: string[]): Promise<void> {
  await app.evaluate(({ dialog }, paths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: paths.length === 0, filePaths: paths });
  }, filePaths);
}

function trustQuestion(page: Page): Locator {
  return page.getByRole("dialog", { name: "Trust this service file?" });
}

test("a file chosen in the dialog is loaded once it is trusted", async ({ openApp, files }) => {
  const file = await files.copy("counter-service.ts");
  const { app, deck, page } = await openApp();
  await answerDialog(app, [file]);
  await page.getByRole("button", { name: "Load service file…" }).click();
  await expect(trustQuestion(page)).toContainText(file);
  await trustQuestion(page).getByRole("button", { name: "Cancel" }).click();
  await expect(trustQuestion(page)).toBeHidden();
  await expect(page.getByRole("heading", { name: "No services on the deck yet" })).toBeVisible();

  await page.getByRole("button", { name: "Load service file…" }).click();
  await trustQuestion(page).getByRole("button", { name: "Trust and load" }).click();
  await expect(deck.state("Counter Service")).toHaveText("running");
  await expect(deck.state("countTicks")).toHaveText("running");
});

test("a cancelled dialog changes nothing", async ({ openApp }) => {
  const { app, page } = await openApp();
  await answerDialog(app, []);
  await page.getByRole("button", { name: "Load service file…" }).click();
  await expect(trustQuestion(page)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "No services on the deck yet" })).toBeVisible();
});

test("trust is remembered for the file, and asked anew for another", async ({ openApp, files }) => {
  const counter = await files.copy("counter-service.ts");
  const scalars = await files.copy("scalar-service.ts");
  const { app, deck, page } = await openApp();
  await answerDialog(app, [counter]);
  await page.getByRole("button", { name: "Load service file…" }).click();
  await trustQuestion(page).getByRole("button", { name: "Trust and load" }).click();
  await expect(deck.state("Counter Service")).toHaveText("running");

  await deck.chooseFromMenu("Counter Service", "Remove…");
  await deck.dialog("Remove Counter Service?").getByRole("button", { name: "Remove" }).click();
  await expect(deck.row("Counter Service")).toHaveCount(0);
  await page.getByRole("button", { name: "Load service file…" }).click();
  await expect(deck.state("Counter Service")).toHaveText("running");
  await expect(trustQuestion(page)).toHaveCount(0);

  await answerDialog(app, [scalars]);
  await page.getByRole("button", { name: "Load service…" }).click();
  await expect(trustQuestion(page)).toContainText(scalars);
  await page.keyboard.press("Escape");
  await expect(trustQuestion(page)).toBeHidden();
  await expect(deck.row("Scalar Service")).toHaveCount(0);
});

test("a whole folder can be trusted", async ({ openApp, files }) => {
  const paths = [await files.copy("counter-service.ts"), await files.copy("scalar-service.ts")];
  const { app, deck, page } = await openApp();
  await answerDialog(app, paths);
  await page.getByRole("button", { name: "Load service file…" }).click();
  await trustQuestion(page).getByRole("checkbox", { name: "Trust every service file in this folder" }).check();
  await trustQuestion(page).getByRole("button", { name: "Trust and load" }).click();
  await expect(deck.state("Counter Service")).toHaveText("running");
  await expect(deck.state("Scalar Service")).toHaveText("running");
  await expect(trustQuestion(page)).toHaveCount(0);
});

test("a file is loaded by drag and drop", async ({ openApp, files }) => {
  const file = await files.copy("counter-service.ts");
  const { app, deck, page } = await openApp();
  const input = await app.context().newCDPSession(page);
  const drag = (type: "dragEnter" | "dragOver" | "drop") =>
    input.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data: { items: [], files: [file], dragOperationsMask: 1 } });
  await drag("dragEnter");
  await drag("dragOver");
  await expect(page.getByText("Drop service files to load them")).toBeVisible();
  await drag("drop");
  await expect(page.getByText("Drop service files to load them")).toBeHidden();
  await expect(trustQuestion(page)).toContainText(file);
  await trustQuestion(page).getByRole("button", { name: "Trust and load" }).click();
  await expect(deck.state("Counter Service")).toHaveText("running");
});

test("a file that was loaded before is among the recent files", async ({ openApp, files }) => {
  const first = await files.copy("counter-service.ts");
  const second = await files.copy("scalar-service.ts");
  const { deck, page } = await openApp({ files: [first, second] });
  await expect(deck.state("Counter Service")).toHaveText("running");
  await deck.chooseFromMenu("Counter Service", "Remove…");
  await deck.dialog("Remove Counter Service?").getByRole("button", { name: "Remove" }).click();
  await expect(deck.row("Counter Service")).toHaveCount(0);

  await page.getByRole("button", { name: "Recent files" }).click();
  await expect(page.getByRole("menuitem", { name: /\.ts/ })).toHaveText([/^scalar-service\.ts/, /^counter-service\.ts/]);
  await page.getByRole("menuitem", { name: "counter-service.ts" }).click();
  await page.getByRole("button", { name: "Trust and load" }).click();
  await expect(deck.state("Counter Service")).toHaveText("running");
});

test("reload takes up what was changed in the file", async ({ openApp, files }) => {
  const file = await files.copy("counter-service.ts");
  const { deck } = await openApp({ files: [file] });
  await expect(deck.state("Counter Service")).toHaveText("running");
  await writeFile(file, (await readFile(file, "utf8")).replace("ticks = 0;", "ticks = 0;\n  added = 41;"));
  await deck.chooseFromMenu("Counter Service", "Reload");
  const details = await deck.openDetails("Counter Service");
  await expect(details.field("added")).toHaveValue("41");
  await expect(deck.state("countTicks")).toHaveText("running");
  await details.expectToMove("ticks");
});

test("a file that breaks between two loads fails, keeps its place, and can be reloaded", async ({ openApp, files }) => {
  const file = await files.copy("counter-service.ts");
  const text = await readFile(file, "utf8");
  const { deck } = await openApp({ files: [file] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await writeFile(file, text.replace("ticks = 0", "ticks = = 0"));
  await deck.chooseFromMenu("Counter Service", "Reload");
  await expect(deck.state("Counter Service")).toHaveText("failed (load-error)");
  await writeFile(file, text);
  await deck.chooseFromMenu("Counter Service", "Reload");
  await expect(deck.state("Counter Service")).toHaveText("running");
  await expect(deck.state("countTicks")).toHaveText("running");
});

test("examples that are not loaded stay within reach", async ({ openApp }) => {
  const { deck, page } = await openApp();
  await page.getByRole("button", { name: "Start Number Slider Service" }).click();
  await expect(deck.state("Number Slider Service")).toHaveText("running");
  await page.getByRole("button", { name: "Recent files" }).click();
  await expect(page.getByRole("menuitem", { name: "Number Slider Service" })).toHaveCount(0);
  await page.getByRole("menuitem", { name: "Sensor Service" }).click();
  await expect(deck.state("readSensorData")).toHaveText("running");
});

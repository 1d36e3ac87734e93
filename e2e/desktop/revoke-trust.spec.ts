import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { DeckPage } from "../fixtures/deck-page.ts";
import { SettingsPage } from "../fixtures/settings-page.ts";
import { expect, test } from "../fixtures/test.ts";
import { violations } from "../fixtures/violations.ts";

const question = (page: Page): Locator => page.getByRole("dialog", { name: "Trust this service file?" });
const table = (page: Page): Locator => page.getByRole("table", { name: "Trusted files and folders" });
const entry = (page: Page, kind: "file" | "folder", path: string): Locator =>
  table(page).getByRole("row", { name: `${kind} ${path}`, exact: true });

async function revoke(page: Page, kind: "file" | "folder", path: string, says: string): Promise<void> {
  await entry(page, kind, path).getByRole("button", { name: "Revoke" }).click();
  const dialog = page.getByRole("dialog", { name: `Revoke the trust in this ${kind}?` });
  await expect(dialog).toContainText(path);
  await expect(dialog).toContainText(says);
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(dialog).toBeHidden();
}

async function loadRecent(page: Page, deck: DeckPage, name: string): Promise<void> {
  await deck.goTo("Deck");
  await page.getByRole("button", { name: "Recent files" }).click();
  await page.getByRole("menuitem", { name }).click();
}

/** What an earlier app has remembered. */
async function remember(
  dataDir: string,
  trust: { trustedFiles: string[]; trustedFolders: string[] },
  recentFiles: string[] = [],
): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, "deck.json"), JSON.stringify({ version: 1, services: [], recentFiles, window: null, ...trust }));
}

test("a service whose file is not trusted any more goes on until its restart, which is refused until one answers again", async ({
  openApp,
  files,
  dataDir,
}) => {
  test.slow();
  const file = await files.copy("counter-service.ts");
  await remember(dataDir, { trustedFiles: [], trustedFolders: [] }, [file]);
  const first = await openApp();
  const { page, deck } = first;
  await loadRecent(page, deck, "counter-service.ts");
  await question(page).getByRole("button", { name: "Trust and load" }).click();
  await expect(deck.state("countTicks")).toHaveText("running");

  await new SettingsPage(page).open();
  await expect(entry(page, "file", file)).toContainText("Counter Service");
  expect(await violations(page)).toEqual([]);
  await revoke(page, "file", file, "On the deck: Counter Service. What runs continues until its next start");
  await expect(entry(page, "file", file)).toHaveCount(0);
  await expect(page.getByText("No files or folders are trusted yet.")).toBeVisible();

  await deck.goTo("Deck");
  await deck.act("Restart", "Counter Service");
  await expect(page.getByText("The trust in this service's file was revoked.")).toBeVisible();
  await expect(deck.state("Counter Service")).toHaveText("running");
  await expect(deck.state("countTicks")).toHaveText("running");
  await first.end();
  expect(JSON.parse(await readFile(join(dataDir, "deck.json"), "utf8"))).toMatchObject({
    trustedFiles: [],
    trustedFolders: [],
    services: [{ file, approvedFile: "" }],
  });

  const second = await openApp();
  await expect(second.deck.state("Counter Service")).toHaveText("failed (load-error)");
  await loadRecent(second.page, second.deck, "counter-service.ts");
  await expect(question(second.page)).toContainText(file);
  await question(second.page).getByRole("button", { name: "Trust and load" }).click();
  await expect(second.deck.state("countTicks")).toHaveText("running");
  await new SettingsPage(second.page).open();
  await expect(entry(second.page, "file", file)).toBeVisible();
});

test("a file in a trusted folder says why it stays trusted; locked, nothing is revoked", async ({ openApp, files, dataDir }) => {
  const file = await files.copy("counter-service.ts");
  await remember(dataDir, { trustedFiles: [file], trustedFolders: [files.folder] }, [file]);
  const { page, deck } = await openApp();
  await loadRecent(page, deck, "counter-service.ts");
  await expect(deck.state("Counter Service")).toHaveText("running");
  await new SettingsPage(page).open();
  await deck.lock.click();
  await entry(page, "file", file).getByRole("button", { name: "Revoke" }).click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await deck.lock.click();

  await expect(entry(page, "file", file)).toContainText("Its folder is trusted, too");
  await revoke(page, "file", file, "stays trusted until you also revoke the folder");
  await expect(entry(page, "file", file)).toContainText("Trusted because its folder is trusted: revoke the folder");
  await expect(entry(page, "file", file).getByRole("button", { name: "Revoke" })).toHaveCount(0);
  await revoke(page, "folder", files.folder, "On the deck: Counter Service.");
  await expect(page.getByText("No files or folders are trusted yet.")).toBeVisible();
});

test("a thousand entries, long paths and paths that deceive leave the settings in reach", async ({ openApp, dataDir }) => {
  test.slow();
  const deceiving = "/lab/\u202Est.resal\n\u001B[31m.ts";
  const long = `/lab/${"folder-of-a-long-name/".repeat(180)}laser.ts`;
  const many = Array.from({ length: 1000 }, (_, index) => `/lab/service-${index}.ts`);
  await remember(dataDir, { trustedFiles: [deceiving, long, ...many], trustedFolders: ["/lab/trusted"] });
  const { page } = await openApp();
  await new SettingsPage(page).open();
  await expect(table(page).getByRole("rowheader")).toHaveCount(1003);
  const shown = "/lab/⟨U+202E⟩st.resal⟨U+000A⟩⟨U+001B⟩[31m.ts";
  await expect(entry(page, "file", shown)).toBeVisible();
  expect(await page.content()).not.toContain("\u202E");
  const list = await table(page).locator("..").boundingBox();
  expect(list?.height).toBeGreaterThan(100);
  expect(list?.height).toBeLessThanOrEqual(361);
  for (const path of [shown, long]) expect((await entry(page, "file", path).boundingBox())?.height).toBeLessThan(120);
  await revoke(page, "file", shown, "Loading the file again asks first.");
  await expect(entry(page, "file", shown)).toHaveCount(0);
  await expect(table(page).getByRole("rowheader")).toHaveCount(1002);
});

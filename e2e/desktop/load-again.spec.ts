import type { Locator, Page } from "@playwright/test";
import { serviceFile } from "../fixtures/places.ts";
import { Program } from "../fixtures/program.ts";
import { desktopArguments, electronPath } from "../fixtures/shells.ts";
import { expect, test } from "../fixtures/test.ts";

const file = serviceFile("instance-service.ts");

function dialog(page: Page): Locator {
  return page.getByRole("dialog", { name: "Load again as…" });
}

test("a running service's file is loaded again under another name, and both are there after the next start", async ({ openApp }) => {
  const first = await openApp({ files: [file] });
  const { deck, page } = first;
  await expect(deck.state("Instance Service")).toHaveText("running");
  await deck.chooseFromMenu("Instance Service", "Load again as…");
  await expect(dialog(page).getByLabel("Name")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("alert")).toHaveText("Type a name");
  await page.keyboard.type("Left arm");
  await dialog(page).getByLabel("Parameters").fill("port=/dev/ttyUSB1\ngain");
  await dialog(page).getByRole("button", { name: "Load", exact: true }).click();
  await expect(dialog(page).getByRole("alert")).toContainText('"gain" is no parameter: write name=value');
  await dialog(page).getByLabel("Parameters").fill("port=/dev/ttyUSB1\ngain=2");
  await dialog(page).getByRole("button", { name: "Load", exact: true }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(deck.state("Left arm")).toHaveText("running");
  await expect(deck.state("Instance Service")).toHaveText("running");

  // The parameters are those of the service whose menu it is; a name that is taken is refused.
  await deck.chooseFromMenu("Left arm", "Load again as…");
  await expect(dialog(page).getByLabel("Parameters")).toHaveValue("port=/dev/ttyUSB1\ngain=2");
  await dialog(page).getByLabel("Name").fill("Left arm");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("alert")).toContainText("Left arm is on the deck already");
  await page.keyboard.press("Escape");
  await first.end();

  const again = await openApp();
  await expect(again.deck.state("Left arm")).toHaveText("running");
  await expect(again.deck.state("Instance Service")).toHaveText("running");
  await again.deck.openDetails("Left arm");
  await expect(again.page.getByText("/dev/ttyUSB1").first()).toBeVisible();
});

test("a second start hands over names and parameters", async ({ openApp, dataDir, files, run }) => {
  const { deck, page } = await openApp();
  const own = await files.copy("instance-service.ts");
  const args = ["--data-dir", dataDir, own, "--name", "left", "--param", "port=a=b", own, "--name", "right"];
  const second = new Program(electronPath(), desktopArguments(args), run);
  expect(await second.ended).toEqual({ code: 0, signal: null });
  await page.getByRole("button", { name: "Trust and load" }).click();
  await expect(deck.state("left")).toHaveText("running");
  // Its file is trusted by now.
  await expect(deck.state("right")).toHaveText("running");
  await expect(deck.rows()).toHaveCount(2);
  await deck.openDetails("left");
  await expect(page.getByText("a=b").first()).toBeVisible();
});

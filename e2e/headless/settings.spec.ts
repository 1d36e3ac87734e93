import { addToken, LogInPage } from "../fixtures/guarded.ts";
import { serviceFile } from "../fixtures/places.ts";
import { DeckPage } from "../fixtures/deck-page.ts";
import { expect, test } from "../fixtures/test.ts";
import { violations } from "../fixtures/violations.ts";

const counter = serviceFile("counter-service.ts");
const sentence = "Who may reach this deck is set in the desktop app, or with the flags of dasedeck serve and with dasedeck token.";

test("in a browser the settings tell how one is in, and change nothing", async ({ dasedeck, dataDir, launchBrowser }) => {
  const token = await addToken(dasedeck, dataDir, "onlooker", "view");
  const url = await dasedeck("serve", counter, "--host", "0.0.0.0", "--port", "0", "--data-dir", dataDir).address();
  const context = await (await launchBrowser()).newContext();
  const page = await context.newPage();
  await page.goto(url);
  await new LogInPage(page).logIn(token);
  await new DeckPage(page).goTo("Settings");
  const settings = page.getByRole("main", { name: "Settings" });
  await expect(settings).toContainText(sentence);
  const network = settings.getByRole("region", { name: "Network" });
  for (const text of [url, "view: reads and watches", "onlooker", "None: this page came in the clear"])
    await expect(network).toContainText(text);
  await expect(settings.getByRole("radio")).toHaveCount(0);
  await expect(settings.getByRole("textbox")).toHaveCount(0);
  await expect(settings.getByRole("table")).toHaveCount(0);
  await expect(settings.getByRole("region", { name: "About" })).toContainText(dataDir);
  expect(await violations(page)).toEqual([]);
  await context.close();
});

test("on this computer no token was needed", async ({ openServed }) => {
  const { deck, page } = await openServed({ files: [counter] });
  await deck.goTo("Settings");
  const settings = page.getByRole("main", { name: "Settings" });
  for (const text of ["control: writes", "None was needed", sentence]) await expect(settings).toContainText(text);
});

import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";
import type { OpenDeck } from "../fixtures/shells.ts";
import type { ServiceDetails } from "../fixtures/service-details.ts";

const files = [serviceFile("empty-values.ts")];

async function openValues({ deck }: OpenDeck): Promise<ServiceDetails> {
  await expect(deck.state("Empty Values")).toHaveText("running");
  return await deck.openDetails("Empty Values");
}

test("a value that may be empty is emptied and filled again, and takes what it can be", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files }));
  await details.set("limit", "");
  // It keeps the focus, and is shown for editing.
  await expect(details.field("limit")).toBeFocused();
  await expect(details.field("limit")).toHaveValue("");
  await details.field("remark").focus();
  await expect(details.field("limit")).toHaveValue("–");
  await details.set("limit", "ten");
  await expect(details.field("limit")).toHaveAccessibleDescription(/“ten” is not a number/);
  await details.set("limit", "101");
  await expect(details.field("limit")).toHaveAccessibleDescription(/At most 100 V is allowed/);
  await details.set("limit", "20");
  await details.field("remark").focus();
  await expect(details.field("limit")).toHaveValue("20");
});

test("a text, a choice, a switch and a list are emptied from their menu", async ({ openDeck }) => {
  const opened = await openDeck({ files });
  const details = await openValues(opened);
  const empty = async (name: string): Promise<void> => {
    await details.button(`More actions for ${name}`).click();
    await opened.page.getByRole("menuitem", { name: "Set to empty" }).click();
  };
  for (const name of ["remark", "mode", "flag"]) {
    await empty(name);
    await expect(details.panel.getByLabel(name, { exact: true })).toHaveValue(name === "remark" ? "–" : "");
  }
  await details.set("remark", "some");
  await expect(details.field("remark")).toHaveValue("some");
  await details.panel.getByLabel("mode", { exact: true }).click();
  await opened.page.getByRole("option", { name: "RUN" }).click();
  await expect(details.panel.getByLabel("mode", { exact: true })).toHaveValue("RUN");
  await details.panel.getByLabel("flag", { exact: true }).click();
  await opened.page.getByRole("option", { name: "false" }).click();
  await expect(details.switch("flag")).not.toBeChecked();
  await empty("levels");
  await expect(details.output("levels")).toHaveText("–");
});

test("a value that somebody wrote is reset to its default, which the menu names; not while locked", async ({ openDeck }) => {
  const opened = await openDeck({ files });
  const { deck, page } = opened;
  const details = await openValues(opened);
  const menuOf = (name: string) => details.button(`More actions for ${name}`);
  await details.set("plain", "7");
  await details.set("level", "5");
  await expect(menuOf("plain")).toBeVisible();
  await expect(menuOf("level")).toBeVisible();
  // What nobody wrote has nothing to go back to.
  await expect(menuOf("list")).toHaveCount(0);
  await deck.lock.click();
  await expect(menuOf("plain")).toHaveCount(0);
  await deck.lock.click();
  await menuOf("plain").click();
  await page.getByRole("menuitem", { name: "Reset to default (6)" }).click();
  await expect(details.field("plain")).toHaveValue("6");
  await expect(menuOf("plain")).toHaveCount(0);
  await menuOf("level").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Reset to default (3)" }).press("Enter");
  await expect(details.field("level")).toHaveValue("3");
});

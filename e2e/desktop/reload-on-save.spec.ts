import { readFile, rename, writeFile } from "node:fs/promises";
import { expect, test } from "../fixtures/test.ts";

test("a saved file is taken up by itself, and a broken one leaves what runs alone", async ({ openApp, files, dataDir }) => {
  const file = await files.copy("counter-service.ts");
  const text = await readFile(file, "utf8");
  // As many editors save: beside it, then over it.
  const save = async (content: string): Promise<void> => {
    await writeFile(`${file}~`, content);
    await rename(`${file}~`, file);
  };
  const first = await openApp({ files: [file] });
  await expect(first.deck.state("countTicks")).toHaveText("running");
  const details = await first.deck.openDetails("Counter Service");
  await expect(details.switch("Reload on save")).not.toBeChecked();
  await details.switch("Reload on save").click();
  await expect(details.switch("Reload on save")).toBeChecked();

  await save(text.replace("ticks = 0;", "ticks = 0;\n  added = 41;"));
  await expect(details.field("added")).toHaveValue("41");
  await expect(first.deck.state("countTicks")).toHaveText("running");

  const before = await details.fact("Process id").textContent();
  await save(text.replace("ticks = 0", "ticks = = 0"));
  const problem = details.panel.getByRole("alert").filter({ hasText: "Saved, but not reloaded" });
  await expect(problem).toContainText("counter-service.ts:");
  await expect(first.deck.state("Counter Service")).toHaveText("running");
  await expect(details.fact("Process id")).toHaveText(before ?? "");
  await details.expectToMove("ticks");

  await save(text.replace("ticks = 0;", "ticks = 0;\n  added = 42;\n  more = 43;"));
  await expect(details.field("more")).toHaveValue("43");
  await expect(problem).toBeHidden();

  await first.end();
  const second = await openApp({ dataDir });
  const again = await second.deck.openDetails("Counter Service");
  await expect(again.switch("Reload on save")).toBeChecked();
});

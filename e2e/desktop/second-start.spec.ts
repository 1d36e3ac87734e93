import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { serviceFile } from "../fixtures/places.ts";
import type { ProcessRun } from "../fixtures/processes.ts";
import { Program } from "../fixtures/program.ts";
import { desktopArguments, electronPath } from "../fixtures/shells.ts";
import { expect, test } from "../fixtures/test.ts";

function trustQuestion(page: Page): Locator {
  return page.getByRole("dialog", { name: "Trust this service file?" });
}

function startAgain(run: ProcessRun, args: readonly string[], cwd?: string): Program {
  return new Program(electronPath(), desktopArguments(args), run, cwd);
}

test("a file of a second start is asked about, in the window that is open, and loaded once it is trusted", async ({
  openApp,
  dataDir,
  files,
  run,
}) => {
  const { deck, page } = await openApp({ files: [serviceFile("counter-service.ts")] });
  await expect(deck.state("Counter Service")).toHaveText("running");
  const file = await files.copy("scalar-service.ts");
  expect(await startAgain(run, [file, "--data-dir", dataDir]).ended).toEqual({ code: 0, signal: null });
  await expect(trustQuestion(page)).toContainText(file);
  await trustQuestion(page).getByRole("button", { name: "Cancel" }).click();
  await expect(trustQuestion(page)).toBeHidden();
  await expect(deck.row("Scalar Service")).toHaveCount(0);

  await startAgain(run, ["--data-dir", dataDir, file]).ended;
  await trustQuestion(page).getByRole("button", { name: "Trust and load" }).click();
  await expect(deck.state("Scalar Service")).toHaveText("running");
  // The row is there already, and nothing is asked.
  await startAgain(run, ["--data-dir", dataDir, file]).ended;
  await expect(deck.row("Scalar Service")).toHaveCount(1);
  await expect(trustQuestion(page)).toHaveCount(0);
});

test("options of a second start are no services, in whatever form and order they come", async ({ openApp, dataDir, files, run }) => {
  const { deck, page } = await openApp();
  const file = await files.copy("counter-service.ts");
  const folder = join(file, "..");
  for (const args of [
    ["--data-dir", dataDir, "--port", "8123"],
    ["--port", "8123", "--data-dir", dataDir],
    [`--data-dir=${dataDir}`, "--port=8123", "--lang=de"],
    ["--disable-gpu", "--data-dir", dataDir, "--unknown-option"],
  ]) {
    const program = startAgain(run, args, folder);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    if (args.some((arg) => arg.startsWith("--port"))) expect(program.stderr).toContain("--port is for its next start");
  }
  await expect(page.getByRole("heading", { name: "No services on the deck yet" })).toBeVisible();
  await expect(trustQuestion(page)).toHaveCount(0);
  // A file between the options, relative to the folder of the second start, is the only thing that is asked about.
  await startAgain(run, ["--port", "8123", "counter-service.ts", "--data-dir", dataDir], folder).ended;
  await trustQuestion(page).getByRole("button", { name: "Trust and load" }).click();
  await expect(deck.state("Counter Service")).toHaveText("running");
  await expect(deck.row("Counter Service")).toHaveCount(1);
  // The service and its task.
  await expect(deck.rows()).toHaveCount(2);
});

test("a wrong option or a missing file of a second start is its own matter", async ({ openApp, dataDir, run }) => {
  const { page } = await openApp();
  const wrong = startAgain(run, ["--data-dir", dataDir, "-p", "8123"]);
  expect(await wrong.ended).toEqual({ code: 2, signal: null });
  expect(wrong.stderr).toContain("dasedeck: unknown option -p");
  const missing = startAgain(run, ["--data-dir", dataDir, "nowhere.ts"]);
  expect(await missing.ended).toEqual({ code: 1, signal: null });
  expect(missing.stderr).toContain("nowhere.ts; give the path of a service file");
  await expect(page.getByRole("heading", { name: "No services on the deck yet" })).toBeVisible();
});

test("any number of files reaches the app that runs, or is refused; the app goes on", async ({ openApp, dataDir, folder, run }) => {
  const { deck, page } = await openApp({ files: [serviceFile("counter-service.ts")] });
  await expect(deck.state("countTicks")).toHaveText("running");
  const put = async (count: number): Promise<string[]> => {
    const paths = Array.from({ length: count }, (_, index) => join(folder, `${"long-".repeat(20)}${count}-${index}.ts`));
    for (const path of paths) await writeFile(path, "");
    return paths;
  };
  // Electron loses arrays of 9 to 13 entries on their way.
  for (const count of [1, 9, 13, 50]) {
    const paths = await put(count);
    expect(await startAgain(run, ["--data-dir", dataDir, ...paths]).ended).toEqual({ code: 0, signal: null });
    for (const path of paths) {
      await expect(trustQuestion(page)).toContainText(path);
      await page.keyboard.press("Escape");
      await expect(trustQuestion(page).filter({ hasText: path })).toHaveCount(0);
      if (path === paths[12]) break;
    }
    if (count > 13) break;
  }
  const tooMany = startAgain(run, ["--data-dir", dataDir, ...(await put(400))]);
  expect(await tooMany.ended).toEqual({ code: 2, signal: null });
  expect(tooMany.stderr).toContain("give fewer at a time");
  await expect(deck.state("countTicks")).toHaveText("running");
});

test("a start with another data folder is an app of its own", async ({ openApp, dataDir, folder }) => {
  const first = await openApp({ files: [serviceFile("counter-service.ts")] });
  await expect(first.deck.state("Counter Service")).toHaveText("running");
  const other = join(folder, "other data");
  await mkdir(other);
  const second = await openApp({ files: [serviceFile("scalar-service.ts")], dataDir: other });
  await expect(second.deck.state("Scalar Service")).toHaveText("running");
  await expect(first.deck.row("Scalar Service")).toHaveCount(0);
  expect(first.pid).not.toBe(second.pid);
  expect(dataDir).not.toBe(other);
});

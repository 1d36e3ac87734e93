import { readFile, writeFile } from "node:fs/promises";
import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";
import { recordRow } from "../fixtures/row-history.ts";
import type { DeckPage } from "../fixtures/deck-page.ts";

const counterFile = serviceFile("counter-service.ts");

async function expectNeighbourToWork(deck: DeckPage): Promise<void> {
  await expect(deck.state("Counter Service")).toHaveText("running");
  const counter = await deck.openDetails("Counter Service");
  await counter.expectToMove("ticks");
}

test("a syntax error is a failed service that says where; mended, it starts", async ({ openDeck, files }) => {
  const file = await files.copy("scalar-service.ts", "typo-service.ts");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("voltage = 1.5;", "voltage = = 1.5;"));
  const line = text.split("\n").findIndex((content) => content.includes("voltage = 1.5")) + 1;
  const { deck } = await openDeck({ files: [file, counterFile] });

  await expect(deck.state("Typo Service")).toHaveText("failed (load-error)");
  const dialog = await deck.openLastError("Typo Service");
  await expect(dialog).toContainText('Unexpected "="');
  await expect(dialog).toContainText(`typo-service.ts:${line}:13`);
  await deck.page.keyboard.press("Escape");
  await expectNeighbourToWork(deck);

  await writeFile(file, text);
  await deck.act("Start", "Typo Service");
  await expect(deck.state("Scalar Service")).toHaveText("running");
  await expect(deck.state("changeVoltage")).toHaveText("inactive");
});

test("a constructor that throws is a failed service with the reason; mended, it starts", async ({ openDeck, files }) => {
  const file = await files.copy("throws-in-constructor.ts");
  const { deck } = await openDeck({ files: [file, counterFile] });
  await expect(deck.state("Throws In Constructor")).toHaveText("failed (load-error)");
  const dialog = await deck.openLastError("Throws In Constructor");
  await expect(dialog).toContainText("No instrument at GPIB address 7");
  await expect(dialog).toContainText(/throws-in-constructor\.ts:6/);
  await deck.page.keyboard.press("Escape");
  await expectNeighbourToWork(deck);

  await writeFile(file, (await readFile(file, "utf8")).replace(/throw .*;/, ""));
  await deck.act("Start", "Throws In Constructor");
  await expect(deck.state("Throws In Constructor")).toHaveText("running");
});

test("a constructor that ends the process is a failed service with the exit code", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("exits-in-constructor.ts"), counterFile] });
  await expect(deck.state("Exits In Constructor")).toHaveText("failed (load-error)");
  const dialog = await deck.openLastError("Exits In Constructor");
  await expect(dialog).toContainText("exit code 3");
  await deck.page.keyboard.press("Escape");
  await expectNeighbourToWork(deck);
});

test("a constructor that blocks is unresponsive, and force stop ends it", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("blocks-in-constructor.ts"), counterFile] });
  await expect(deck.state("Blocks In Constructor")).toContainText("starting");
  await expect(deck.state("Blocks In Constructor")).toContainText("not responding", { timeout: 8000 });
  await expectNeighbourToWork(deck);
  await deck.act("Force stop", "Blocks In Constructor");
  await expect(deck.state("Blocks In Constructor")).toHaveText("stopped");
  await expectNeighbourToWork(deck);
});

test("a task that blocks its process is unresponsive; force stop ends it, and mended it starts again", async ({ openDeck, files }) => {
  const file = await files.copy("blocks-in-task.ts");
  const { deck } = await openDeck({ files: [file, counterFile] });
  await expect(deck.state("Blocks In Task")).toContainText("running");
  await expect(deck.state("Blocks In Task")).toContainText("not responding", { timeout: 8000 });
  // Nobody can tell whether it does anything now.
  await expect(deck.state("spinForEver")).toContainText("not confirmed");
  await expect(deck.filter("not confirmed")).toHaveAccessibleName("not confirmed 1");
  const details = await deck.openDetails("Blocks In Task");
  await expect(details.fact("Blocked")).toHaveText("the task spinForEver blocks it");
  await details.close();
  await expectNeighbourToWork(deck);
  await deck.act("Force stop", "Blocks In Task");
  await expect(deck.state("Blocks In Task")).toHaveText("stopped");
  await expect(deck.state("spinForEver")).toHaveText("not running (was running)");
  await expectNeighbourToWork(deck);

  await writeFile(file, (await readFile(file, "utf8")).replace("for (;;);", "await sleep(3600);"));
  await deck.act("Start", "Blocks In Task");
  await expect(deck.state("Blocks In Task")).toHaveText("running");
  await expect(deck.state("spinForEver")).toHaveText("running");
});

test("a task that swallows the request to stop is stuck; force stop ends its service", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("stuck-service.ts"), counterFile] });
  await expect(deck.state("holdOn")).toHaveText("running");
  await deck.act("Stop", "holdOn");
  await expect(deck.state("holdOn")).toHaveText("stopping");
  await expect(deck.state("holdOn")).toHaveText("stuck");
  await expect(deck.button("holdOn", "Start")).toHaveAttribute("aria-disabled", "true");
  await deck.act("Force stop", "Stuck Service");
  await expect(deck.state("Stuck Service")).toHaveText("stopped");
  await expectNeighbourToWork(deck);
});

test("a process that dies later is a failed service with the error and its last words", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("crashing-service.ts"), counterFile] });
  await expect(deck.state("Crashing Service")).toHaveText("failed (crashed)");
  await expect(deck.state("loseItsWay")).toHaveText("not running (was running)");
  const dialog = await deck.openLastError("Crashing Service");
  await expect(dialog).toContainText("The driver lost its way");
  await expect(dialog).toContainText("exit code 1");
  await expect(dialog.getByRole("log")).toContainText("The driver lost its way");
  await deck.page.keyboard.press("Escape");
  await expectNeighbourToWork(deck);
  // It runs for half a second only: written down in the page, since an `expect` looks too seldom.
  const history = await recordRow(deck.row("Crashing Service"));
  await deck.act("Start", "Crashing Service");
  await expect.poll(async () => (await history.read()).map(({ cells }) => cells[0])).toContain("running");
});

test("the same file name in two folders is two services", async ({ openDeck, files }) => {
  const file = await files.copy("counter-service.ts");
  const { deck } = await openDeck({ files: [file, counterFile] });
  await expect(deck.row("Counter Service")).toHaveCount(2);
  await expect(deck.state("Counter Service").first()).toHaveText("running");
  await expect(deck.state("Counter Service").last()).toHaveText("running");
});

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";
import { kill } from "../fixtures/processes.ts";

const counter = serviceFile("counter-service.ts");

test("a task that a person stopped stays stopped when the app is quit and started again, and its row says why", async ({ openDeck }) => {
  const first = await openDeck({ files: [counter], remembers: true });
  await expect(first.deck.state("countTicks")).toHaveText("running");
  await first.deck.act("Stop", "countTicks");
  await expect(first.deck.state("countTicks")).toHaveText("inactive");
  await first.end();

  const { deck } = await openDeck();
  await expect(deck.state("Counter Service")).toHaveText("running");
  await expect(deck.state("countTicks")).toHaveText("inactive");
  await expect(deck.row("countTicks")).toContainText(/stopped by .+, before the restart/);
  await deck.act("Start", "countTicks");
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(deck.row("countTicks")).not.toContainText("before the restart");
});

test("it stays stopped, too, after kill -9 of the app", async ({ openDeck, dataDir, run }) => {
  const first = await openDeck({ files: [counter, serviceFile("nested-service.ts")], remembers: true });
  await expect(first.deck.state("supply.output.rampUp")).toHaveText("running");
  await first.deck.act("Stop", "supply.output.rampUp");
  await expect.poll(() => readFile(join(dataDir, "deck.json"), "utf8")).toContain("supply.output.rampUp");
  kill(first.pid);
  await expect.poll(() => run.found(), { timeout: 8000 }).toEqual([]);

  const { deck } = await openDeck();
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(deck.state("supply.output.rampUp")).toHaveText("inactive");
  await expect(deck.row("supply.output.rampUp")).toContainText(/stopped by .+, before the restart/);
});

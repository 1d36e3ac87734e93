import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DeckSnapshot } from "../../src/shared/deck-snapshot.ts";
import { test } from "../fixtures/running-deck.ts";
import { expect } from "../fixtures/test.ts";

/** The services as `dasedeck status --json` tells them. */
function servicesIn(stdout: string): DeckSnapshot["services"] {
  return (JSON.parse(stdout) as Pick<DeckSnapshot, "services">).services;
}

test("a hundred services: the deck is served first, they start a few at a time, and stopping does not wait for those in the queue", async ({
  deck,
  folder,
}) => {
  test.setTimeout(300_000);
  const files = Array.from({ length: 100 }, (_, number) => join(folder, `sensor-${number}.ts`));
  for (const file of files)
    await writeFile(file, `import { DataService } from "dasedeck"; export default class Sensor extends DataService { value = 1; }`);
  await deck.serve(...files);
  const { stdout } = await deck.ask("status", "--json");
  const services = servicesIn(stdout);
  expect(services).toHaveLength(100);
  // Most of them have not had their turn yet, and say so.
  const queued = services.filter(({ status }) => status.state === "starting" && status.queued === true);
  expect(queued.length).toBeGreaterThan(50);
  const last = queued.at(-1)?.id ?? "";
  expect((await deck.ask("status")).stdout).toContain("waiting to start");
  // One that waits is stopped at once, without a process.
  expect(await deck.ask("stop", last)).toMatchObject({ code: 0 });
  const stopped = servicesIn((await deck.ask("status", "--json")).stdout).find(({ id }) => id === last);
  expect(stopped?.status).toMatchObject({ state: "stopped", lastExit: null });
  deck.program?.signal("SIGTERM");
  expect(await deck.program?.ended).toEqual({ code: 0, signal: null });
});

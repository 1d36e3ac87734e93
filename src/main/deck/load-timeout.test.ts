import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { openRealDeck } from "./testing/open-real-deck.ts";

vi.setConfig({ testTimeout: 120_000 });

it("a service that blocks while it loads for the first time is ended after the time that its source says", async () => {
  const folder = await mkdtemp(join(tmpdir(), "dasedeck-load-timeout-"));
  const file = join(folder, "slow.ts");
  await writeFile(
    file,
    `import { DataService } from "dasedeck";
     const seconds = 0.25;
     for (;;);
     export default class Slow extends DataService { static service = { loadTimeoutSec: 4 * seconds }; }`,
  );
  const { deck, close } = await openRealDeck(folder);
  deck.load(file, { kind: "operator", name: "ana" });
  await vi.waitFor(() => expect(deck.services[0]?.status.state).toBe("failed"), { timeout: 25_000, interval: 20 });
  expect(deck.services[0]?.status.lastError?.message).toBe("The service did not finish loading within 1 s");
  await close();
  await rm(folder, { recursive: true });
});

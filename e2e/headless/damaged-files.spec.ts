import { execFileSync } from "node:child_process";
import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { statusOf } from "../fixtures/ask-server.ts";
import { addToken } from "../fixtures/guarded.ts";
import { serviceFile } from "../fixtures/places.ts";
import { expect, test } from "../fixtures/test.ts";

const names = ["deck.json", "remotes.json", "tokens.json"];
const damages: Readonly<Record<string, (path: string) => unknown>> = {
  empty: (path) => writeFile(path, ""),
  "full of zeros, as after a power cut": async (path) => writeFile(path, Buffer.alloc((await stat(path)).size)),
  "named pipes": async (path) => {
    await rm(path);
    execFileSync("mkfifo", [path]);
  },
};

for (const [damage, apply] of Object.entries(damages)) {
  test(`a deck whose files are ${damage} starts, says what it set aside and what to do, and ends in order`, async ({
    dasedeck,
    dataDir,
  }) => {
    const first = dasedeck("serve", "--deck", serviceFile("counter-service.ts"), "--port", "0", "--data-dir", dataDir);
    await first.address();
    await expect.poll(() => stat(join(dataDir, "deck.json")).catch(() => null)).not.toBeNull();
    first.signal("SIGTERM");
    expect(await first.ended).toEqual({ code: 0, signal: null });
    await addToken(dasedeck, dataDir, "ana", "control");
    for (const name of names) await apply(join(dataDir, name));

    const second = dasedeck("serve", "--deck", "--port", "0", "--data-dir", dataDir);
    const url = await second.address();
    expect(await statusOf(new URL("healthz", url).href)).toBe(200);
    for (const name of names) expect(second.stderr).toContain(`${join(dataDir, name)} can't be read`);
    expect(second.stderr).toContain("its backup is used");
    expect(second.stderr).toContain("make new ones with dasedeck token add NAME");
    second.signal("SIGTERM");
    expect(await second.ended).toEqual({ code: 0, signal: null });
  });
}

import { statusOf } from "../../fixtures/ask-server.ts";
import { addToken } from "../../fixtures/guarded.ts";
import { serviceFile } from "../../fixtures/places.ts";
import { expect, test } from "../../fixtures/test.ts";

test("another user of this computer reads values where a token is required", async ({ dasedeck, dataDir }) => {
  const token = await addToken(dasedeck, dataDir, "ana", "control");
  const served = dasedeck("serve", serviceFile("attacked-service.ts"), "--require-token", "--port", "0", "--data-dir", dataDir);
  const url = await served.address();
  for (const path of ["service-properties", "api/v1/get_value?access_path=reading", "metrics", "openapi.json"]) {
    expect([path, await statusOf(new URL(path, url).href)]).toEqual([path, 401]);
    expect([path, await statusOf(new URL(path, url).href, { token: `${token}x` })]).toEqual([path, 401]);
    // The service may still be starting.
    await expect.poll(() => statusOf(new URL(path, url).href, { token }), { message: path }).toBe(200);
  }
  const asking = dasedeck("status", "--url", url);
  expect((await asking.ended).code).toBe(1);
  expect(asking.stderr).toContain("give a token with --token-file or $DASEDECK_TOKEN");
});

test("a deck that requires a token does not start while there is none, and says what to do", async ({ dasedeck, dataDir }) => {
  const served = dasedeck("serve", serviceFile("attacked-service.ts"), "--require-token", "--port", "0", "--data-dir", dataDir);
  expect((await served.ended).code).toBe(1);
  expect(served.stderr).toContain("nobody has a token: make one with dasedeck token add NAME");
});

import { io } from "socket.io-client";
import { deckSocket } from "../../src/shared/deck-transport.ts";
import { statusOf } from "../fixtures/ask-server.ts";
import { serviceFile } from "../fixtures/places.ts";
import { SettingsPage } from "../fixtures/settings-page.ts";
import { expect, test } from "../fixtures/test.ts";

const files = [serviceFile("counter-service.ts")];

test("a token is required on this computer, too, at once and after a restart; the window needs none", async ({ openApp }) => {
  test.slow();
  const first = await openApp({ files });
  const settings = new SettingsPage(first.page);
  await settings.open();
  const [url = ""] = await settings.addresses();
  const properties = (address: string): string => new URL("/service-properties", address).href;
  await expect.poll(() => statusOf(properties(url))).toBe(200);
  const outside = io(new URL(deckSocket.namespace, url).href, { path: deckSocket.path, transports: ["websocket"], reconnection: false });
  await new Promise<void>((resolve) => outside.once("connect", resolve));
  const cutOff = new Promise<void>((resolve) => outside.once("disconnect", () => resolve()));

  const required = settings.view.getByRole("checkbox", { name: "Require a token on this computer, too" });
  await required.check();
  await settings.button("Apply").click();
  await expect(settings.problem).toHaveText("Nobody has a token yet: make one first, in Tokens");
  expect(await statusOf(properties(url))).toBe(200);
  const token = await settings.makeToken("ana", "control");
  await settings.button("Done").click();
  await settings.button("Apply").click();
  await expect(settings.view).toContainText("Reachable from this computer only, by whoever has a token.");
  await cutOff;
  const [now = ""] = await settings.addresses();
  expect([await statusOf(properties(now)), await statusOf(properties(now), { token })]).toEqual([401, 200]);
  await first.end();

  const second = await openApp({ files });
  const again = new SettingsPage(second.page);
  await again.open();
  const [later = ""] = await again.addresses();
  expect(await statusOf(properties(later))).toBe(401);
  await expect(again.view.getByRole("checkbox", { name: "Require a token on this computer, too" })).toBeChecked();
});

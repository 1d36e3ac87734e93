import { afterEach, beforeEach, expect, it } from "vitest";
import { deckSocket } from "#shared/deck-transport.ts";
import { bearer, GuardedDeck } from "./testing/guarded-deck.ts";

let deck: GuardedDeck;

beforeEach(async () => {
  deck = await GuardedDeck.open({ isTokenNeeded: false });
});

afterEach(() => deck.close());

const path = "/laser/api/v1/get_value?access_path=power";

it("asks nobody on this computer for a token, but looks at one that is sent", async () => {
  expect((await deck.request(path)).status).toBe(200);
  expect((await deck.request(path, { headers: bearer(deck.view) })).status).toBe(200);
  expect((await deck.request(path, { headers: bearer("wrong") })).status).toBe(401);
  expect((await deck.connect(deckSocket.namespace)).refusal).toBeNull();
  expect((await deck.connect("/", { auth: { token: "wrong" } })).refusal).toMatchObject({ data: { reason: "token refused" } });
});

it("gives who sends one the role of that token, and no more", async () => {
  const body = JSON.stringify({ access_path: "power", value: { type: "float", value: 2 } });
  const write = (headers: Record<string, string>) => deck.request("/laser/api/v1/update_value", { method: "PUT", headers, body });
  expect((await write(bearer(deck.view))).status).toBe(403);
  expect((await write({})).status).toBe(200);
});

import { Validator } from "@seriousme/openapi-schema-validator";
import { afterEach, beforeEach, expect, it } from "vitest";
import { deckSocket } from "#shared/deck-transport.ts";
import { bearer, GuardedDeck } from "./access/testing/guarded-deck.ts";

let deck: GuardedDeck;

beforeEach(async () => {
  deck = await GuardedDeck.open();
});

afterEach(() => deck.close());

async function figures(): Promise<Map<string, number>> {
  const { text } = await deck.request("/metrics", { headers: bearer(deck.view) });
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]));
}

it("gives figures and the description of the interface to who is let in alone", async () => {
  for (const path of ["/metrics", "/openapi.json"]) {
    const refused = await deck.request(path);
    expect([refused.status, JSON.parse(refused.text)]).toEqual([401, { error: "This deck needs a token, and none was sent" }]);
    expect((await deck.request(path, { headers: bearer(deck.view) })).status).toBe(200);
  }
});

it("counts services and tasks by state, updates, clients and refused logins, and tells no value", async () => {
  const before = await figures();
  await deck.connect(deckSocket.namespace, { auth: { token: deck.view } });
  await deck.connect("/", { auth: { token: "wrong" } });
  for (const value of [7654.25, 8765.25]) {
    const body = JSON.stringify({ access_path: "power", value: { type: "float", value } });
    await deck.request("/laser/api/v1/update_value", { method: "PUT", headers: bearer(deck.control), body });
  }
  const after = await figures();
  expect(Object.fromEntries(after)).toMatchObject({
    'dasedeck_service_state{service="laser",state="running"}': 1,
    'dasedeck_service_state{service="laser",state="failed"}': 0,
    'dasedeck_tasks{service="laser",state="inactive"}': 1,
    'dasedeck_tasks{service="laser",state="running"}': 0,
    'dasedeck_service_failures_total{service="laser"}': 0,
    'dasedeck_clients{protocol="window"}': 1,
    'dasedeck_clients{protocol="pydase"}': 0,
    'dasedeck_refused_logins_total{reason="token refused"}': 1,
    'dasedeck_refused_logins_total{reason="token needed"}': 0,
  });
  const updates = 'dasedeck_updates_total{service="laser"}';
  expect((after.get(updates) ?? 0) - (before.get(updates) ?? 0)).toBe(2);
  expect(after.has("nodejs_eventloop_lag_seconds")).toBe(true);
  expect(after.has("process_resident_memory_bytes")).toBe(true);
  const { text } = await deck.request("/metrics", { headers: bearer(deck.view) });
  expect(text).not.toMatch(/7654|8765|power/);
});

it("describes itself in valid OpenAPI 3.1, with paths that are there", async () => {
  const { text } = await deck.request("/openapi.json", { headers: bearer(deck.view) });
  const document = JSON.parse(text) as { openapi: string; paths: Record<string, Record<string, unknown>> };
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toMatchObject({ valid: true });
  expect(document.openapi).toBe("3.1.0");
  // What is not valid is told apart.
  expect(await validator.validate({ ...structuredClone(document), paths: { "/x": { get: 7 } } })).toMatchObject({ valid: false });
  for (const [path, operations] of Object.entries(document.paths))
    for (const method of Object.keys(operations)) {
      const { status } = await deck.request(path.replace("{service}", "laser"), {
        method: method.toUpperCase(),
        headers: bearer(deck.control),
        // Node's client would send the body of a GET without saying how long it is.
        ...(method === "get" ? {} : { body: "{}" }),
      });
      expect([path, method, status]).not.toEqual([path, method, 404]);
    }
});

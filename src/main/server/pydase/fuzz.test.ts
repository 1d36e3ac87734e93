import fc from "fast-check";
import { expect, it } from "vitest";
import { Endpoints, encodeException, type Client } from "./endpoints.ts";
import { decodeWrite } from "./decode-write.ts";
import { PythonError } from "./python-error.ts";
import { PacketDecoder } from "../../wire/socket-parser.ts";
import { RawClient } from "./testing/raw-client.ts";
import { kitchenSink, ServedFiles } from "./testing/served-files.ts";

/** How many of each kind; together more than 100,000. */
const counts = { objects: 50_000, packets: 40_000, paths: 10_000, messages: 3_000, requests: 500 };

const types = [
  "float",
  "int",
  "bool",
  "str",
  "NoneType",
  "datetime",
  "Quantity",
  "Enum",
  "ColouredEnum",
  "list",
  "dict",
  "Exception",
  "method",
  "Task",
  "__proto__",
  "",
];
const texts = fc.oneof(
  fc.string(),
  fc.constantFrom("NaN", "-Infinity", "__proto__", "constructor", "9".repeat(200), "1e400", "2024-05-06 07:08:09", "\u0000", "\ud800"),
);
const junk = fc.oneof(texts, fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 3 }));

/** Objects that are almost what pydase sends. */
const objects = fc.letrec<{ object: unknown }>((tie) => ({
  object: fc.oneof(
    { maxDepth: 5 },
    junk,
    fc.record(
      {
        type: fc.oneof(fc.constantFrom(...types), junk),
        value: fc.oneof(junk, fc.array(tie("object"), { maxLength: 4 }), fc.dictionary(texts, tie("object"), { maxKeys: 3 })),
      },
      { requiredKeys: [] },
    ),
    fc.record({ type: fc.constant("Quantity"), value: fc.record({ magnitude: junk, unit: fc.oneof(texts, junk) }, { requiredKeys: [] }) }),
  ),
})).object;

const steps = fc.constantFrom(
  ...[
    "a_float",
    "a_int",
    "inner",
    "channels",
    "table",
    "float_list",
    "plain_task",
    "start",
    "status",
    "add",
    "mode",
    "voltage",
    "ro",
    "nope",
    "_rw",
    "constructor",
    "__proto__",
    "append",
  ],
  ...[".", "..", "[0]", "[-1]", "[99]", "[1e9]", '["one"]', '["', "']", "[", "]", '"', "\\", " ", "[99999999999999999999]", "\u0000", "ü"],
);
const paths = fc.oneof(
  fc.array(steps, { maxLength: 6 }).map((parts) => parts.join("")),
  fc.array(steps, { maxLength: 4 }).map((parts) => parts.join(".")),
  texts,
);
/** Paths to nothing: one that is right by chance might be written to with right. */
const nowhere = paths.map((path) => `${path}nowhere`);
const requests = fc.oneof(
  junk,
  fc.record({ access_path: fc.oneof(nowhere, junk), value: objects, args: objects, kwargs: objects }, { requiredKeys: [] }),
);

it(`reads ${counts.objects.toLocaleString("en")} serialised objects, or says what is wrong with them`, () => {
  fc.assert(
    fc.property(objects, (object) => {
      try {
        expect(decodeWrite(object)).toHaveProperty("type");
      } catch (error) {
        expect(error).toBeInstanceOf(PythonError);
        expect((error as PythonError).message).not.toBe("");
      }
    }),
    { numRuns: counts.objects },
  );
});

it(`reads ${counts.packets.toLocaleString("en")} packets, or says that they are none`, () => {
  const json = fc.oneof(
    junk.map((part) => JSON.stringify(part)),
    fc.constantFrom('["get_value",NaN]', "[", '["', "[".repeat(50_000), '["connect"]', "[1]", "{}"),
    fc.string(),
  );
  const packets = fc.tuple(
    fc.constantFrom("0", "1", "2", "3", "4", "5", "9", "", "x"),
    fc.constantFrom("", "/deck,", "/deck", "/a,b,"),
    fc.constantFrom("", "1", "999999999999999999", "-1"),
    json,
  );
  fc.assert(
    fc.property(packets, (parts) => {
      const decoded: { type: number; data?: unknown }[] = [];
      const decoder = new PacketDecoder();
      decoder.on("decoded", (packet: { type: number; data?: unknown }) => decoded.push(packet));
      try {
        decoder.add(parts.join(""));
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        return;
      }
      expect(decoded).toHaveLength(1);
      if (decoded[0]?.type === 2) expect((decoded[0].data as unknown[])[0]).toBeTypeOf("string");
    }),
    { numRuns: counts.packets },
  );
});

it("answers every access path, message and request, and changes nothing by one that is wrong", { timeout: 600_000 }, async () => {
  const served = await ServedFiles.open([kitchenSink], "only service");
  const state = (): unknown =>
    JSON.parse(
      JSON.stringify(served.service("kitchen-sink").attributes, (key, value: unknown) =>
        key === "changed_at" || key === "clock_ns" ? undefined : value,
      ),
    ) as unknown;
  // A device connects by itself once it is there.
  await served.until("kitchen-sink", ({ attributes }) => JSON.stringify(attributes?.value["device"]).includes('"value":true'));
  const before = state();
  const endpoints = new Endpoints(served.opened.deck);
  const client: Client = {
    view: { kind: "service", id: "kitchen-sink" },
    dialect: "python",
    actor: { kind: "client", name: "fuzz" },
    role: "control",
  };

  // Only the ways to read: a path that is right by chance must change nothing either.
  let refused = 0;
  const read = fc.asyncProperty(paths, async (path) => {
    try {
      expect(JSON.parse(await endpoints.getValue({ ...client, dialect: "browser" }, path))).toHaveProperty("type");
    } catch (error) {
      refused++;
      expect(error).toBeInstanceOf(PythonError);
      expect(JSON.parse(encodeException(error))).toMatchObject({ type: "Exception", name: expect.any(String) as string });
    }
  });
  await fc.assert(read, { numRuns: counts.paths });
  expect(refused).toBeGreaterThan(counts.paths / 10);

  const raw = await RawClient.connect(`${served.url}ws/socket.io/`);
  const events = fc.tuple(
    fc.constantFrom("update_value", "trigger_method", "nope", "", "log"),
    fc.oneof(junk, fc.record({ access_path: nowhere, value: objects, args: objects, kwargs: objects }, { requiredKeys: ["access_path"] })),
  );
  const answered = fc.asyncProperty(
    fc.array(
      fc.oneof(
        events.map((event) => JSON.stringify(event)),
        fc.constantFrom("[", '["', "[]", "[null]", '["get_value",{}]', '["disconnect"]'),
      ),
      { minLength: 20, maxLength: 20 },
    ),
    async (batch) => {
      const answers = await Promise.all(batch.map((event) => raw.ask(event)));
      for (const answer of answers) expect(answer).toMatch(/"type":"Exception".*"value":"?.+"name":"\w+"/s);
      raw.takeHeard();
    },
  );
  await fc.assert(answered, { numRuns: counts.messages / 20 });
  await raw.close();

  const rest = fc.asyncProperty(
    fc.constantFrom("update_value", "trigger_method", "get_value", "nope"),
    fc.constantFrom("PUT", "POST", "GET"),
    fc.oneof(
      requests.map((request) => JSON.stringify(request)),
      fc.string(),
    ),
    async (call, method, body) => {
      const options = method === "GET" ? { method } : { method, body };
      const response = await fetch(
        `${served.url}api/v1/${call}${method === "GET" ? `?access_path=${encodeURIComponent(body)}nowhere` : ""}`,
        options,
      );
      const text = await response.text();
      if (response.status === 200) return;
      expect([400, 404]).toContain(response.status);
      expect(JSON.parse(text)).toMatchObject({
        type: "Exception",
        name: expect.any(String) as string,
        value: expect.any(String) as string,
      });
    },
  );
  await fc.assert(rest, { numRuns: counts.requests });

  expect(served.service("kitchen-sink").status.state).toBe("running");
  expect(state()).toEqual(before);
  await served.close();
});

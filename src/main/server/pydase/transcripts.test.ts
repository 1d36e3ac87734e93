import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parsePythonJson } from "../../wire/python-json.ts";
import { comparable, lastOfEach } from "./testing/comparable.ts";
import { RawClient } from "./testing/raw-client.ts";
import { kitchenSink, ServedFiles } from "./testing/served-files.ts";

/** What a real client sent to a real server of pydase 0.10.21, what it was answered and what it was told then: recorded, as text. */
interface Exchange {
  readonly label: string;
  readonly sent: string;
  readonly answered: string;
  readonly told: readonly string[];
}

interface Transcripts {
  readonly tree: string;
  /** In order: each begins where the one before has led to. */
  readonly exchanges: readonly Exchange[];
}

let transcripts: Transcripts;
let served: ServedFiles;
let client: RawClient;

beforeEach(async () => {
  transcripts = JSON.parse(await readFile(new URL("testing/transcripts.json", import.meta.url), "utf8")) as Transcripts;
  served = await ServedFiles.open([kitchenSink], "only service");
  // What happens by itself after the start is not to be heard among what the client does.
  await served.until(
    "kitchen-sink",
    ({ attributes, tasks }) =>
      JSON.stringify(attributes?.value["device"]).includes('"value":true') && tasks["auto_task"]?.state === "running",
  );
  client = await RawClient.connect(`${served.url}ws/socket.io/`);
});

afterEach(async () => {
  await client.close();
  await served.close();
});

it("serves every type of value in a tree as pydase does", async () => {
  const [tree] = parsePythonJson(await client.ask('["service_serialization"]')) as [{ value: Record<string, unknown> }];
  const recorded = Object.entries(parsePythonJson(transcripts.tree) as object);
  expect(recorded.length).toBeGreaterThan(30);
  for (const [name, member] of recorded) expect([name, comparable(tree.value[name])]).toEqual([name, comparable(member)]);
});

it("writes Python's words, integers of any size and decimal points, with which Python tells a float from an integer", async () => {
  expect(await client.ask('["get_value","a_float_nan"]')).toContain('"value":NaN}');
  expect(await client.ask('["get_value","a_float_inf"]')).toContain('"value":Infinity}');
  expect(await client.ask('["get_value","a_int_big"]')).toContain('"value":1180591620717411303424}');
  expect(await client.ask('["get_value","a_float"]')).toContain('"value":1.0}');
  expect(await client.ask('["get_value","when_tz"]')).toContain('"2024-05-06 07:08:09+00:00"');
});

it("answers and tells what pydase did when its client was recorded", async () => {
  expect(transcripts.exchanges.length).toBeGreaterThan(130);
  for (const { label, sent, answered, told } of transcripts.exchanges) {
    const answer = await client.ask(sent);
    expect([label, comparable(parsePythonJson(answer))]).toEqual([label, comparable(parsePythonJson(answered))]);
    // Whatever it led to is told by the time that a later request is answered.
    await client.ask('["get_value","a_bool"]');
    const notified = client.takeHeard().filter((packet) => packet.startsWith('2["notify"'));
    expect([label, lastOfEach(notified.map((packet) => packet.slice(1)))]).toEqual([label, lastOfEach(told)]);
  }
});

it("gives browsers numbers that they can read", async () => {
  const browser = await RawClient.connect(`${served.url}ws/socket.io/`, { "user-agent": "Mozilla/5.0" });
  const read = async (path: string): Promise<unknown> =>
    (JSON.parse(await browser.ask(`["get_value","${path}"]`)) as [{ value: unknown }])[0].value;
  expect(await read("a_float_nan")).toBe("NaN");
  expect(await read("a_int_big")).toBe("1180591620717411303424");
  await browser.close();
});

/** Faults of pydase: what it took, and what is refused here with the reason. */
const refused = [
  ["another type", "a_int", { type: "float", value: 5 }, "TypeError", "a_int is a whole number and can't become a number"],
  ["true for an integer", "a_int", { type: "bool", value: true }, "TypeError", "can't become true or false"],
  ["an unknown type", "a_int", { type: "MyInt", value: 4 }, "TypeError", 'Values of the type "MyInt" can\'t be written'],
  ["a foreign enum", "mode", { type: "Enum", name: "Other", value: "A", enum: { A: 1 } }, "ValueError", "OFF, IDLE, RUN"],
  // One of its names is taken.
  ["another text for an enum", "mode", { type: "str", value: "STOP" }, "TypeError", "OFF, IDLE, RUN"],
  ["a quantity of another kind", "voltage", { type: "Quantity", value: { magnitude: 1, unit: "kg" } }, "ValueError", "kg"],
  ["an unknown unit", "voltage", { type: "Quantity", value: { magnitude: 1, unit: "foobars" } }, "ValueError", "foobars"],
  ["a method", "add", { type: "int", value: 4 }, "AttributeError", "add is a method"],
  ["a task", "plain_task", { type: "int", value: 4 }, "AttributeError", "plain_task is a task"],
  ["a private name", "_rw", { type: "float", value: 4 }, "AttributeError", '"_rw"'],
  ["an exception", "a_none", { type: "Exception", name: "ValueError", value: "v" }, "TypeError", '"Exception"'],
] as const;

it("refuses with a reason what pydase takes wrongly, and changes nothing then", async () => {
  const state = (): string => JSON.stringify(served.service("kitchen-sink").attributes);
  const before = state();
  for (const [what, path, value, name, reason] of refused) {
    const [answer] = parsePythonJson(await client.ask(JSON.stringify(["update_value", { access_path: path, value }]))) as unknown[];
    expect([what, answer]).toMatchObject([what, { type: "Exception", name, value: expect.stringContaining(reason) as string }]);
  }
  expect(state()).toBe(before);
});

it("counts negative indexes from the end; pydase sets another entry", async () => {
  await client.ask(JSON.stringify(["update_value", { access_path: "channels[-1].gain", value: { type: "float", value: 33 } }]));
  expect(await client.ask('["get_value","channels[1].gain"]')).toContain('"value":33.0');
});

it("answers a request without what it needs, and one that can't be read, with the reason; pydase leaves them unanswered", async () => {
  expect(await client.ask('["update_value",{"value":{"type":"int","value":1}}]')).toContain('"value":"access_path","name":"KeyError"');
  expect(await client.ask('["update_value",{"access_path":"a_int"')).toMatch(/"type":"Exception".*can't be read/);
  expect(await client.ask('["no_such_event"]')).toContain("There is no event");
  expect(await client.ask('["disconnect"]')).toContain("No event may be called disconnect");
  expect(await client.ask('["get_value"]')).toContain('"name":"TypeError"');
});

import { expect } from "../fixtures/test.ts";
import { test } from "../fixtures/running-deck.ts";

const written: [path: string, value: string, printed: string][] = [
  ["voltage", "3.5", "3.5 V"],
  ["voltage", "4 V", "4 V"],
  ["shots", "250", "250"],
  ["serial", "-90071992547409931234", "-90071992547409931234"],
  ["length", "2 m", "2000 mm"],
  ["length", "-1.5", "-1.5 mm"],
  ["length", "-2 cm", "-20 mm"],
  ["enabled", "on", "true"],
  ["remark", "--json", "--json"],
  ["remark", "two\nlines", "two\nlines"],
  ["mode", "RUN", "RUN"],
  ["started", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z"],
  ["nothing", "a text", "a text"],
  ["limits", "[1, -2, NaN]", '[\n  1,\n  -2,\n  "NaN"\n]'],
  ["limits[1]", "-inf", "-Infinity"],
  ['table["two words"]', "other", "other"],
  ['table["new"]', '{"a": [true, null]}', '{\n  "a": [\n    true,\n    null\n  ]\n}'],
  ["current.value", "4.5", "4.5"],
  ["channels[0].gain", "7.5", "7.5"],
];

test("set takes a value of every kind and prints what it is then; get prints the same", async ({ deck }) => {
  // Each command is a process of its own.
  test.slow();
  await deck.serve("every-value.ts");
  await expect.poll(async () => (await deck.ask("status", "every-value")).stdout).toMatch(/state +running/);
  for (const [path, value, printed] of written) {
    // What begins with two dashes is an option, unless it stands behind `--`.
    const answer = await deck.ask("set", `every-value.${path}`, ...(value.startsWith("--") ? ["--", value] : [value]));
    expect(answer, `${path} = ${value}`).toEqual({ code: 0, stdout: `${printed}\n`, stderr: "" });
  }
  for (const [path, , printed] of written.slice(-4))
    expect(await deck.ask("get", `every-value.${path}`)).toEqual({ code: 0, stdout: `${printed}\n`, stderr: "" });
  const { stdout } = await deck.ask("get", "every-value.length", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    type: "Quantity",
    full_access_path: "length",
    value: { magnitude: -20, unit: "mm" },
    readonly: false,
  });
});

test("what can't be set or got says why, and changes nothing", async ({ deck }) => {
  test.slow();
  await deck.serve("every-value.ts", "refusing-values.ts");
  await expect.poll(async () => (await deck.ask("status")).stdout).toMatch(/running +every-value[\s\S]*running +refusing-values/);
  const refused: [args: [string, ...string[]], code: number, reason: string][] = [
    [["set", "refusing-values.text", "hi"], 1, "The device refuses hi"],
    [["set", "refusing-values.count", "-4"], 1, "The device refuses -4"],
    [["set", "every-value.voltage", "11"], 1, "voltage must be at most 10 V, not 11"],
    [["set", "every-value.temperature", "3"], 1, "temperature is read-only"],
    [["set", "every-value.mode", "WALK"], 1, "OFF, IDLE, RUN"],
    [["set", "every-value.voltage", "3 mV"], 2, "is a number in V, and can't be given in “mV”"],
    [["set", "every-value.enabled", "maybe"], 2, "is true or false, and not “maybe”"],
    [["set", "every-value.current", "3"], 2, "set one of them, e.g. every-value.current.value"],
    [["set", "every-value", "3"], 2, "is a service; name one of its attributes"],
    [["set", "every-value.lenght", "3"], 1, "did you mean every-value.length?"],
    [["get", "every-value.channels[0].gian"], 1, "did you mean every-value.channels[0].gain?"],
    [["get", "every-value.limits[9]"], 1, "is a list of 3"],
    [["get", 'every-value.table["nowhere"]'], 1, "there is no every-value.table"],
    [["get", "every-value.voltage.x"], 1, "is a value without parts of its own"],
    [["get", "every-value.broken"], 1, "can't be read: RangeError: The probe is not connected"],
    [["get", "every-value.home"], 1, "is a method, and not a value"],
    [["get", "every-value.changeAll"], 1, "is a task, and not a value; dasedeck status every-value.changeAll shows it"],
    [["get", "every-value.a..b"], 2, "is no access path"],
    [["get", "every-valeu.voltage"], 1, "did you mean every-value?"],
  ];
  for (const [args, code, reason] of refused) {
    const answer = await deck.ask(...args);
    expect(answer, args.join(" ")).toMatchObject({ code, stdout: "" });
    expect(answer.stderr).toMatch(/^dasedeck: [^\n]+\n$/);
    expect(answer.stderr).toContain(reason);
  }
  expect(await deck.ask("get", "every-value.voltage")).toMatchObject({ stdout: "2.5 V\n" });

  await deck.ask("stop", "every-value");
  expect(await deck.ask("get", "every-value.voltage")).toEqual({
    code: 0,
    stdout: "2.5 V\n",
    stderr: "dasedeck: every-value is stopped: this is what it was last\n",
  });
  expect(await deck.ask("set", "every-value.voltage", "3")).toMatchObject({
    code: 1,
    stderr: "dasedeck: The service every-value is stopped: start it first\n",
  });
});

test("a big tree goes whole through a pipe, and what get printed is set again", async ({ deck, shellLine, files }) => {
  const file = await files.write(
    "big.ts",
    `import { DataService } from "dasedeck";
    export default class Big extends DataService {
      rows = Array.from({ length: 8000 }, (_, row) => "row " + row + " " + "x".repeat(100));
      channels = Array.from({ length: 500 }, (_, index) => ({ index, gain: 1.5, label: "channel" }));
    }`,
  );
  await deck.serve(file);
  await expect.poll(async () => (await deck.ask("status", "big")).stdout).toMatch(/state +running/);
  const { stdout } = await shellLine("dasedeck get big | { read first; echo $first; cat; }");
  const whole = JSON.parse(stdout) as { rows: string[]; channels: unknown[] };
  expect(stdout.length).toBeGreaterThan(800_000);
  expect([whole.rows.length, whole.rows.at(-1), whole.channels.length]).toEqual([8000, `row 7999 ${"x".repeat(100)}`, 500]);
  expect(await shellLine("dasedeck get big | head -n 1")).toEqual({ code: 0, stdout: "{\n", stderr: "" });
  expect(await shellLine(`dasedeck set big.channels "$(dasedeck get big.channels)" > /dev/null`)).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
});

test("a value that may be empty takes null, and what it can be; reset takes it back to its default", async ({ deck }) => {
  test.slow();
  await deck.serve("empty-values.ts");
  await expect.poll(async () => (await deck.ask("status", "empty-values")).stdout).toMatch(/state +running/);
  const done = (stdout: string): object => ({ code: 0, stdout, stderr: "" });
  expect(await deck.ask("set", "empty-values.limit", "null")).toEqual(done("null\n"));
  expect(await deck.ask("set", "empty-values.limit", "ten")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("is a number in V"),
  });
  expect(await deck.ask("set", "empty-values.limit", "7 V")).toEqual(done("7 V\n"));
  expect(await deck.ask("set", "empty-values.mode", "null")).toEqual(done("null\n"));
  expect(await deck.ask("set", "empty-values.mode", "RUN")).toEqual(done("RUN\n"));
  expect(await deck.ask("set", "empty-values.plain", "null")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("can't become empty"),
  });
  expect(await deck.ask("reset", "empty-values.limit")).toEqual(done("10 V\n"));
  const url = new URL("api/v1/update_value", deck.url);
  const put = async (value: object): Promise<string> => {
    const answer = await fetch(url, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ access_path: "limit", value: { full_access_path: "limit", readonly: false, doc: null, ...value } }),
    });
    return answer.ok ? "done" : await answer.text();
  };
  expect(await put({ type: "NoneType", value: null })).toBe("done");
  expect(await put({ type: "str", value: "ten" })).toContain("limit is a number and can't become text");
  expect(await put({ type: "float", value: 12 })).toBe("done");
  expect(await deck.ask("get", "empty-values.limit")).toEqual(done("12 V\n"));
});

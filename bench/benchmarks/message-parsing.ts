import { parsePythonJson } from "../../src/main/wire/python-json.ts";
import { inTurn, type Benchmark, type Row } from "../harness/benchmark.ts";

const rounds = 9;
/** How many characters are parsed in one measurement: enough for the clock. */
const charactersPerMeasurement = 4 << 20;

/** Messages as clients send them. */
const messages: Readonly<Record<string, unknown>> = {
  "one value": ["update_value", { access_path: "supply.voltage", value: serializedFloat(0) }],
  "a list of 10,000 values": [
    "update_value",
    { access_path: "trace", value: { type: "list", value: Array.from({ length: 10_000 }, (_, index) => serializedFloat(index)) } },
  ],
  "50,000 bare numbers": Array.from({ length: 50_000 }, (_, index) => Math.sin(index)),
  "a text of 1 MB": ["update_value", { access_path: "notes", value: { type: "str", value: "It was measured twice. ".repeat(45_000) } }],
};

/** What reading Python's JSON costs, against what JavaScript's own parser takes for the same text. */
export const messageParsing: Benchmark = {
  name: "message-parsing",
  async run() {
    const rows: Row[] = [];
    for (const [what, message] of Object.entries(messages)) {
      const text = JSON.stringify(message);
      const { ours, plain } = await inTurn(rounds, {
        ours: () => timeOf(text, parsePythonJson),
        plain: () => timeOf(text, (json) => JSON.parse(json) as unknown),
      });
      rows.push({ what: `parse ${what}; limit: JSON.parse`, unit: "µs", ours, limit: plain, target: { of: "limit", atMost: 2 } });
    }
    return rows;
  },
};

/** Of one message, in microseconds. */
function timeOf(text: string, parse: (text: string) => unknown): Promise<number> {
  const count = Math.max(1, Math.round(charactersPerMeasurement / text.length));
  const begin = performance.now();
  for (let done = 0; done < count; done++) parse(text);
  return Promise.resolve(((performance.now() - begin) * 1000) / count);
}

function serializedFloat(index: number): object {
  return { full_access_path: `trace[${index}]`, type: "float", value: Math.cos(index), readonly: false, doc: null };
}

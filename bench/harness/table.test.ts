import { describe, expect, it } from "vitest";
import type { Row } from "./benchmark.ts";
import { judge, table } from "./table.ts";

const row: Row = { what: "start", unit: "ms", ours: [30, 10, 20] };

describe("a row is judged", () => {
  it("by the medians of ours and of what the target names", () => {
    const against: Row = { ...row, peer: [100, 90, 500], limit: [10] };
    expect(judge("P4", { ...against, target: { of: "peer", atMost: 0.2 } })).toMatchObject({ ratio: 0.2, verdict: "met" });
    expect(judge("P4", { ...against, target: { of: "peer", atMost: 0.19 } }).verdict).toBe("missed");
    expect(judge("P4", { ...against, target: { of: "limit", atMost: 1.5 } })).toMatchObject({ ratio: 2, verdict: "missed" });
    expect(judge("P4", { ...against, target: { of: "limit", atMost: 1.5, plus: 5 } }).verdict).toBe("met");
  });

  it("by itself", () => {
    expect(judge("P4", { ...row, target: { of: "itself", atMost: 20 } }).verdict).toBe("met");
    expect(judge("P4", { ...row, target: { of: "itself", atMost: 19 } }).verdict).toBe("missed");
  });

  it("by what it is to be at least", () => {
    const rate: Row = { what: "reads", unit: "per second", ours: [30], peer: [10], limit: [50] };
    expect(judge("P9", { ...rate, target: { of: "peer", atLeast: 3 } }).verdict).toBe("met");
    expect(judge("P9", { ...rate, target: { of: "peer", atLeast: 3.1 } }).verdict).toBe("missed");
    expect(judge("P9", { ...rate, target: { of: "limit", atLeast: 0.5 } })).toMatchObject({ ratio: 0.6, verdict: "met" });
    expect(judge("P9", { ...rate, target: { of: "itself", atLeast: 31 } }).verdict).toBe("missed");
  });

  it("by whether it is the very same", () => {
    const counted: Row = { what: "failures", unit: "count", ours: [100_000], target: { of: "limit", same: true } };
    expect(judge("P5", { ...counted, limit: [100_000] }).verdict).toBe("met");
    expect(judge("P5", { ...counted, limit: [100_001] }).verdict).toBe("missed");
  });

  it("as not measured where the peer is missing, and never as met", () => {
    const missing: Row = { ...row, peer: { reason: "no Python" }, target: { of: "peer", atMost: 0.2 } };
    expect(judge("P4", missing)).toMatchObject({ ratio: null, verdict: "not measured" });
  });

  it("as without a target where it has none", () => {
    expect(judge("P4", { ...row, limit: [10] })).toMatchObject({ ratio: 2, verdict: "no target" });
  });
});

it("draws a table", () => {
  const rows: Row[] = [
    { ...row, peer: [100, 90, 110], target: { of: "peer", atMost: 0.19 } },
    { what: "reads", unit: "count", ours: [5], target: { of: "itself", atLeast: 4 } },
    { what: "memory", unit: "bytes", ours: [1500.4], target: { of: "itself", atMost: 2048 } },
    { what: "journal", unit: "bytes", ours: [3 * 1024 ** 2], peer: { reason: "no Python" } },
    { what: "rate", unit: "per second", ours: [12345.6], limit: [0.001234], target: { of: "limit", atMost: 1.2, plus: 2 } },
  ];
  expect(table(rows.map((each) => judge("P4", each)))).toBe(
    [
      "what       | ours          | peer            | limit     | ratio    | target              | met?",
      "-----------|---------------|-----------------|-----------|----------|---------------------|-------",
      "P4 start   | 20 ms (10–30) | 100 ms (90–110) |           | 0.2      | ≤ 0.19 × peer       | MISSED",
      "P4 reads   | 5             |                 |           |          | ≥ 4                 | yes",
      "P4 memory  | 1,500 B       |                 |           |          | ≤ 2,048 B           | yes",
      "P4 journal | 3.0 MiB       | no Python       |           |          |                     |",
      "P4 rate    | 12,346/s      |                 | 0.00123/s | 10000000 | ≤ 1.2 × limit + 2/s | MISSED",
    ].join("\n"),
  );
});

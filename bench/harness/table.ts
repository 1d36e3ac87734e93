import type { Row, Rounds, Target, Unit } from "./benchmark.ts";
import { median } from "./statistics.ts";

/** What became of a row's target. */
export type Verdict = "met" | "missed" | "not measured" | "no target";

/** A row with what follows from it. */
export interface JudgedRow extends Row {
  readonly benchmark: string;
  /** Ours over the peer's or the limit's, whichever the target names, by their medians; `null` where there is none. */
  readonly ratio: number | null;
  readonly verdict: Verdict;
}

export function judge(benchmark: string, row: Row): JudgedRow {
  const other = otherOf(row);
  const ratio = other === null ? null : median(row.ours) / median(other);
  return { benchmark, ...row, ratio, verdict: verdictOf(row, other) };
}

function otherOf({ target, peer, limit }: Row): Rounds | null {
  const preferred = target?.of === "limit" ? limit : peer;
  const other = preferred ?? limit ?? null;
  return other === null || "reason" in other ? null : other;
}

function verdictOf({ target, ours }: Row, other: Rounds | null): Verdict {
  if (target === undefined) return "no target";
  const value = median(ours);
  if (target.of !== "itself" && other === null) return "not measured";
  const reference = target.of === "itself" || other === null ? 1 : median(other);
  return isMet(target, value, reference) ? "met" : "missed";
}

function isMet(target: Target, value: number, reference: number): boolean {
  if ("same" in target) return value === reference;
  if ("atLeast" in target) return value >= target.atLeast * reference;
  return value <= target.atMost * reference + ("plus" in target ? target.plus : 0);
}

const headings = ["what", "ours", "peer", "limit", "ratio", "target", "met?"];

/** The rows as a table in plain text. */
export function table(rows: readonly JudgedRow[]): string {
  const lines = [headings, ...rows.map(cells)];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const rule = widths.map((width) => "-".repeat(width)).join("-|-");
  const [first = "", ...rest] = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | "));
  return [first, rule, ...rest].map((line) => line.trimEnd()).join("\n");
}

function cells({ benchmark, what, unit, ours, peer, limit, ratio, target, verdict }: JudgedRow): string[] {
  return [
    `${benchmark} ${what}`,
    rounds(ours, unit),
    peer === undefined ? "" : "reason" in peer ? peer.reason : rounds(peer, unit),
    limit === undefined ? "" : rounds(limit, unit),
    ratio === null ? "" : String(Number(ratio.toPrecision(2))),
    target === undefined ? "" : targetText(target, unit),
    { met: "yes", missed: "MISSED", "not measured": "not measured", "no target": "" }[verdict],
  ];
}

function targetText(target: Target, unit: Unit): string {
  if ("same" in target) return `= ${target.of}`;
  const [sign, bound] = "atLeast" in target ? ["≥", target.atLeast] : ["≤", target.atMost];
  if (target.of === "itself") return `${sign} ${quantity(bound, unit)}`;
  const plus = "plus" in target ? ` + ${quantity(target.plus, unit)}` : "";
  return `${sign} ${bound} × ${target.of}${plus}`;
}

/** The median, and the range where there were several rounds. */
function rounds(values: Rounds, unit: Unit): string {
  const middle = quantity(median(values), unit);
  if (values.length < 2) return middle;
  return `${middle} (${figure(Math.min(...values), unit)}–${figure(Math.max(...values), unit)})`;
}

function quantity(value: number, unit: Unit): string {
  switch (unit) {
    case "bytes":
      return bytes(value);
    case "times":
    case "count":
      return figure(value, unit);
    case "% of a core":
      return `${figure(value, unit)} %`;
    case "per second":
      return `${figure(value, unit)}/s`;
    default:
      return `${figure(value, unit)} ${unit}`;
  }
}

function figure(value: number, unit: Unit): string {
  if (unit === "bytes") return bytes(value);
  const rounded = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
  return rounded.toLocaleString("en", { maximumFractionDigits: 6 });
}

function bytes(value: number): string {
  const size = Math.abs(value);
  if (size < 10_000) return `${Math.round(value).toLocaleString("en")} B`;
  return size < 1024 ** 2 ? `${(value / 1024).toFixed(1)} KiB` : `${(value / 1024 ** 2).toFixed(1)} MiB`;
}

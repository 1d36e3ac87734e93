import { describeBlocker } from "#shared/activity.ts";
import { formatDuration, formatSeconds } from "#shared/format/duration.ts";
import { formatLocalSeconds } from "#shared/format/date-time.ts";
import type { ErrorReport, Wanted } from "#shared/primitives.ts";
import type { ServiceSnapshot, ServiceSource } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { cutToWidth } from "../terminal/cell-width.ts";
import { inOneLine, printable } from "../terminal/printable.ts";
import type { Cell, Layout } from "../terminal/table.ts";
import { logLine } from "./log-line.ts";
import { errorText, notReported, serviceState, statusTable, taskState } from "./status-text.ts";

/** How many of its last lines stand below a service. */
const linesShown = 10;

type Fact = readonly [name: string, lines: readonly string[]];

/** All about one service: what it is, how it is, its tasks and its last lines. @param now - the deck's clock */
export function serviceDetail(service: ServiceSnapshot, now: number, layout: Layout): string[] {
  const { status, usage } = service;
  const facts: Fact[] = [
    sourceFact(service.source),
    ["parameters", parameterLines(service.source)],
    ["state", [stateLine(serviceState(service), status.since, now, layout)]],
    ["blocked", "blockedBy" in status && status.blockedBy !== undefined ? [inOneLine(describeBlocker(status.blockedBy))] : []],
    ["wanted", wantedLines(status.wanted)],
    ["process", "pid" in status && status.pid !== null ? [`${status.pid}${usage === null ? "" : `, ${usageText(usage)}`}`] : []],
    ["last exit", status.lastExit === null ? [] : [`${exitText(status.lastExit)}, ${formatLocalSeconds(status.lastExit.at)}`]],
    ["restarts", [String(status.restarts)]],
    ["next restart", status.state === "restarting" ? [formatLocalSeconds(status.nextRestartAt)] : []],
    ["ended by", status.endedByTask === null ? [] : [`its task ${inOneLine(status.endedByTask)}`]],
    ["last error", errorLines(status)],
    ["not reloaded", service.reloadProblem === null ? [] : [inOneLine(service.reloadProblem.message)]],
  ];
  const hasTasks = Object.keys(service.tasks).length > 0;
  const output = service.output.slice(-linesShown);
  return [
    `${service.id}: ${inOneLine(service.title)}`,
    ...factLines(facts, layout),
    ...(hasTasks ? ["", ...statusTable([service], now, layout)] : []),
    ...(output.length > 0 ? ["", ...output.map((line) => cut(logLine(service.id, line, layout.paint), layout))] : []),
  ];
}

/** All about one task. @param now - the deck's clock */
export function taskDetail(service: ServiceSnapshot, task: DeckTask, now: number, layout: Layout): string[] {
  const { options } = task;
  const facts: Fact[] = [
    ["state", [stateLine(taskState(task, service), task.since, now, layout)]],
    ["wanted", wantedLines(task.wanted)],
    ["runs", [task.runs === null || task.failures === null ? notReported : `${task.runs}, ${task.failures} failed`]],
    ["restarts", [task.restarts === null ? notReported : String(task.restarts)]],
    ["next restart", nextRestartLines(task, service.stale)],
    ["last error", errorLines(task)],
    ["result", task.result === null ? [] : [inOneLine(task.result)]],
    ["restarted", [restartText(options)]],
    ["warnings", task.warnings.map(inOneLine)],
  ];
  return [`${service.id}.${inOneLine(task.path)}: task of ${inOneLine(service.title)}`, ...factLines(facts, layout)];
}

function sourceFact(source: ServiceSource): Fact {
  return source.kind === "file" ? ["file", [printable(source.file)]] : ["address", [printable(source.url)]];
}

function parameterLines(source: ServiceSource): string[] {
  return source.kind === "file" ? Object.entries(source.parameters ?? {}).map(([name, value]) => inOneLine(`${name}=${value}`)) : [];
}

function nextRestartLines(task: DeckTask, stale: boolean): string[] {
  if (task.state !== "restarting" || stale) return [];
  return [task.nextRestartAt === null ? notReported : formatLocalSeconds(task.nextRestartAt)];
}

function restartText({ restartOnException, restartSec, startLimitIntervalSec, startLimitBurst }: DeckTask["options"]): string {
  if (restartOnException === undefined || restartSec === undefined || startLimitIntervalSec === undefined) return notReported;
  if (!restartOnException) return "never by itself";
  const limit = startLimitIntervalSec === null ? "no limit" : `at most ${startLimitBurst} in ${formatSeconds(startLimitIntervalSec)}`;
  return `after a failure, ${formatSeconds(restartSec)} later, ${limit}`;
}

function factLines(facts: readonly Fact[], layout: Layout): string[] {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.flatMap(([name, lines]) =>
    lines.map((line, index) => cut(`  ${layout.paint((index === 0 ? name : "").padEnd(width), "dim")}  ${line}`, layout)),
  );
}

function stateLine({ text, style }: Cell, since: string | null, now: number, { paint }: Layout): string {
  const painted = style === undefined ? text : paint(text, style);
  if (since === null) return painted;
  return `${painted} for ${formatDuration(now - Date.parse(since))}, since ${formatLocalSeconds(since)}`;
}

function wantedLines(wanted: Wanted | null): string[] {
  if (wanted === null) return [];
  const restart = wanted.beforeRestart === true ? ", before the restart" : "";
  return [`${wanted.wanted}, asked for by ${inOneLine(wanted.by.name)}, ${formatLocalSeconds(wanted.at)}${restart}`];
}

function errorLines(subject: { readonly failureReason?: string | null; readonly lastError: ErrorReport | null }): string[] {
  const text = errorText(subject);
  if (text === "") return [];
  const { lastError } = subject;
  if (lastError === null) return [text];
  const own = lastError.stack
    ?.split("\n")
    .slice(1)
    .map((line) => `  ${printable(line.trim())}`);
  return [text, ...(own ?? []), `  ${formatLocalSeconds(lastError.at)}`];
}

function usageText({ memoryBytes, processorPercent }: NonNullable<ServiceSnapshot["usage"]>): string {
  return `${Math.round(memoryBytes / 2 ** 20)} MiB, ${Number(processorPercent.toPrecision(2))} % of a processor`;
}

function exitText({ code, signal }: { readonly code: number | null; readonly signal: string | null }): string {
  return signal === null ? `exit code ${code ?? "unknown"}` : `signal ${signal}`;
}

/** Only lines without colours are cut: on a terminal a coloured one breaks by itself, and loses nothing. */
function cut(line: string, { width }: Layout): string {
  return width === null || line.includes("\u001B") ? line : cutToWidth(line, width);
}

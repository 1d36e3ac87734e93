import { serviceStateWord } from "#shared/format/connection-state.ts";
import { formatCountdown, formatDuration } from "#shared/format/duration.ts";
import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { ErrorReport } from "#shared/primitives.ts";
import type { ServiceSnapshot, ServiceStateName } from "#shared/service-snapshot.ts";
import { taskCondition, type TaskSurroundings } from "#shared/task-condition.ts";
import type { DeckTask, TaskStateName } from "#shared/task-snapshot.ts";
import { countedServices } from "../counted-services.ts";
import { inOneLine } from "../terminal/printable.ts";
import type { Style } from "../terminal/style.ts";
import { formatTable, type Cell, type Column, type Layout } from "../terminal/table.ts";

const styles: Readonly<Record<ServiceStateName | TaskStateName, Style>> = {
  running: "green",
  starting: "blue",
  restarting: "yellow",
  stopping: "blue",
  stuck: "red",
  failed: "red",
  finished: "dim",
  inactive: "dim",
  stopped: "dim",
};

const columns: readonly Column[] = [
  { title: "STATE" },
  { title: "NAME" },
  { title: "SINCE", align: "right" },
  { title: "RESTARTS", align: "right" },
  { title: "NEXT RESTART", align: "right" },
  { title: "LAST ERROR" },
];

/** Stands for what a remote service does not tell. */
export const notReported = "not reported";

/** All services of a deck, each followed by its tasks, under a line that counts. */
export function deckStatus(deck: DeckSnapshot, url: string, layout: Layout): string[] {
  const head = `Dasedeck ${inOneLine(deck.version)} at ${url}: ${countedServices(deck.services)}`;
  if (deck.services.length === 0) return [`${head}; give their files to dasedeck serve`];
  const now = Date.parse(deck.takenAt);
  return [head, "", ...statusTable(deck.services, now, layout)];
}

/** Services with their tasks as a table. @param now - the deck's clock, in milliseconds since the epoch */
export function statusTable(services: readonly ServiceSnapshot[], now: number, layout: Layout): string[] {
  const rows = services.flatMap((service) => [
    serviceRow(service, now),
    ...Object.values(service.tasks).map((task) => taskRow(task, service, now)),
  ]);
  // A terminal's width is for what there is to say.
  const filled = columns.map((_, index) => rows.some((row) => row[index]?.text !== ""));
  const isFilled = (_: unknown, index: number): boolean => filled[index] === true;
  return formatTable(
    columns.filter(isFilled),
    rows.map((row) => row.filter(isFilled)),
    layout,
  );
}

/** A service's state in a word or two. */
export function serviceState(service: Pick<ServiceSnapshot, "source" | "status">): Cell {
  const { status } = service;
  if ("responsive" in status && !status.responsive) return { text: `${status.state}, not responding`, style: "red" };
  return { text: serviceStateWord(service), style: styles[status.state] };
}

/** A task's state, with what is certain of it: `not running, was running`. */
export function taskState({ state }: DeckTask, service: TaskSurroundings): Cell {
  const condition = taskCondition(state, service);
  if (condition.was === null) return { text: condition.state, style: styles[condition.state] };
  return { text: `${condition.state}, was ${condition.was}`, style: condition.state === "not confirmed" ? "yellow" : "dim" };
}

/** Why something failed, and its last error, in one line; empty where there is none. */
export function errorText(subject: { readonly failureReason?: string | null; readonly lastError: ErrorReport | null }): string {
  const error = subject.lastError === null ? "" : inOneLine(`${subject.lastError.name}: ${subject.lastError.message}`);
  const reason = subject.failureReason ?? "";
  // A connection that was refused says so itself.
  if (reason === "refused" && error !== "") return error;
  // An exception that is there says itself that it was one.
  if (reason === "" || (reason === "exception" && error !== "")) return error;
  return error === "" ? reason : `${reason}: ${error}`;
}

function serviceRow(service: ServiceSnapshot, now: number): Cell[] {
  const { status } = service;
  return [serviceState(service), { text: service.id, style: "bold" }, ...timeCells(status, now), errorCell(status)];
}

function taskRow(task: DeckTask, service: TaskSurroundings, now: number): Cell[] {
  // A process that is gone restarts nothing.
  const times = service.stale ? timeCells({ since: task.since, restarts: task.restarts }, now) : timeCells(task, now);
  return [taskState(task, service), { text: `  ${inOneLine(task.path)}` }, ...times, errorCell(task)];
}

/** What is `null` is not reported, and leaves its cell empty. */
interface Times {
  readonly since: string | null;
  readonly restarts: number | null;
  readonly nextRestartAt?: string | null;
}

function timeCells({ since, restarts, nextRestartAt = null }: Times, now: number): Cell[] {
  return [
    { text: since === null ? "" : formatDuration(now - Date.parse(since)) },
    { text: restarts === null ? "" : String(restarts) },
    { text: nextRestartAt === null ? "" : formatCountdown(Date.parse(nextRestartAt) - now), style: "yellow" },
  ];
}

function errorCell(subject: Parameters<typeof errorText>[0]): Cell {
  return { text: errorText(subject) };
}

import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { placeOf } from "../../format/place.ts";
import { shownServiceState, shownTaskState } from "../../components/state/shown-state.ts";
import type { ShownState } from "../../components/state/state-table.ts";
import { serviceNeedsAttention, taskNeedsAttention } from "./attention.ts";
import { searchWords } from "./search-words.ts";

/** Which rows to show. */
export type StateFilter = "all" | "attention" | "remote" | ShownState;

export interface TaskRow {
  readonly task: DeckTask;
  readonly attention: boolean;
  readonly shown: ShownState;
  /** It runs elsewhere. */
  readonly remote: boolean;
}

export interface ServiceRow {
  readonly service: ServiceSnapshot;
  readonly attention: boolean;
  readonly shown: ShownState;
  readonly remote: boolean;
  readonly tasks: readonly TaskRow[];
}

/** Every row of the deck; what needs attention comes first, otherwise services and tasks keep the order they were loaded in. */
export function deckRows({ services }: Pick<DeckSnapshot, "services">, now: number): ServiceRow[] {
  return inDeckOrder(services.map((service) => serviceRow(service, now)));
}

/**
 * {@link deckRows} again and again: works out only the services of which something other than a value has changed.
 *
 * @returns a function that keeps what it told last
 */
export function createDeckRows(): typeof deckRows {
  const known = new Map<string, { row: ServiceRow; at: number }>();
  return ({ services }, now) => {
    const rows = services.map((service) => {
      const last = known.get(service.id);
      if (last?.at === now && isSameBut(last.row.service, service)) return last.row;
      const row = serviceRow(service, now);
      known.set(service.id, { row, at: now });
      return row;
    });
    if (known.size > services.length) for (const id of known.keys()) if (!services.some((service) => service.id === id)) known.delete(id);
    return inDeckOrder(rows);
  };
}

/** Whether only values of a service differ, which no row shows. */
function isSameBut(one: ServiceSnapshot, other: ServiceSnapshot): boolean {
  return (
    one === other ||
    (one.status === other.status &&
      one.tasks === other.tasks &&
      one.stale === other.stale &&
      one.title === other.title &&
      one.source === other.source &&
      one.output === other.output)
  );
}

function inDeckOrder(rows: readonly ServiceRow[]): ServiceRow[] {
  return attentionFirst(rows, (row) => row.attention || row.tasks.some((task) => task.attention));
}

function serviceRow(service: ServiceSnapshot, now: number): ServiceRow {
  const remote = service.source.kind === "address";
  const tasks = Object.values(service.tasks).map((task) => ({
    task,
    remote,
    attention: taskNeedsAttention(task, service, now),
    shown: shownTaskState(task, service).state,
  }));
  return {
    service,
    remote,
    attention: serviceNeedsAttention(service, now),
    shown: shownServiceState(service).state,
    tasks: attentionFirst(tasks, (row) => row.attention),
  };
}

function attentionFirst<T>(rows: readonly T[], needsAttention: (row: T) => boolean): T[] {
  const first: T[] = [];
  const rest: T[] = [];
  for (const row of rows) (needsAttention(row) ? first : rest).push(row);
  return first.concat(rest);
}

/** The rows that pass filter and search; a service stays above each of its tasks that does. */
export function filterRows(rows: readonly ServiceRow[], filter: StateFilter, search: string): readonly ServiceRow[] {
  const words = searchWords(search);
  if (filter === "all" && words.length === 0) return rows;
  return rows.flatMap((row) => {
    const serviceText = `${row.service.title} ${row.service.id} ${placeOf(row.service)}`.toLowerCase();
    const isFound = (text: string): boolean => words.every((word) => text.includes(word));
    const tasks = row.tasks.filter(
      (task) => passes(task, filter) && (words.length === 0 || isFound(`${serviceText} ${task.task.path.toLowerCase()}`)),
    );
    return tasks.length > 0 || (passes(row, filter) && isFound(serviceText)) ? [{ ...row, tasks }] : [];
  });
}

type Passing = Pick<TaskRow, "attention" | "shown" | "remote">;

function passes(row: Passing, filter: StateFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "attention":
    case "remote":
      return row[filter];
    default:
      return row.shown === filter;
  }
}

/** How many rows, services and tasks alike, each filter would show. */
export function countRows(rows: readonly ServiceRow[]): ReadonlyMap<StateFilter, number> {
  const counts = new Map<StateFilter, number>();
  const add = (filter: StateFilter): void => void counts.set(filter, (counts.get(filter) ?? 0) + 1);
  const count = (row: Passing): void => {
    add("all");
    add(row.shown);
    if (row.remote) add("remote");
    if (row.attention) add("attention");
  };
  for (const row of rows) {
    count(row);
    row.tasks.forEach(count);
  }
  return counts;
}

/** A row of the table: a service, or a task with the service that it belongs to. */
export type TableRow =
  | { readonly kind: "service"; readonly key: string; readonly row: ServiceRow }
  | { readonly kind: "task"; readonly key: string; readonly row: TaskRow; readonly service: ServiceSnapshot };

/** The table's rows from top to bottom. */
export function tableRows(rows: readonly ServiceRow[]): TableRow[] {
  const all: TableRow[] = [];
  for (const row of rows) {
    const { service } = row;
    all.push({ kind: "service", key: service.id, row });
    for (const task of row.tasks) all.push({ kind: "task", key: taskKey(service.id, task.task.path), row: task, service });
  }
  return all;
}

/** Tells tasks of all services apart. */
export function taskKey(service: string, path: string): string {
  return `${service}\n${path}`;
}

import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { shownServiceState, shownTaskState } from "../../components/state/shown-state.ts";
import type { ShownState } from "../../components/state/state-table.ts";
import { serviceNeedsAttention, taskNeedsAttention } from "./attention.ts";

/** Which rows to show. */
export type StateFilter = "all" | "attention" | ShownState;

export interface TaskRow {
  readonly task: TaskSnapshot;
  readonly attention: boolean;
  readonly shown: ShownState;
}

export interface ServiceRow {
  readonly service: ServiceSnapshot;
  readonly attention: boolean;
  readonly shown: ShownState;
  readonly tasks: readonly TaskRow[];
}

/** Every row of the deck; what needs attention comes first, otherwise services and tasks keep the order they were loaded in. */
export function deckRows({ services }: Pick<DeckSnapshot, "services">, now: number): ServiceRow[] {
  const rows = services.map((service) => serviceRow(service, now));
  return attentionFirst(rows, (row) => row.attention || row.tasks.some((task) => task.attention));
}

function serviceRow(service: ServiceSnapshot, now: number): ServiceRow {
  const tasks = Object.values(service.tasks).map((task) => ({
    task,
    attention: taskNeedsAttention(task, service, now),
    shown: shownTaskState(task, service.stale).state,
  }));
  return {
    service,
    attention: serviceNeedsAttention(service, now),
    shown: shownServiceState(service).state,
    tasks: attentionFirst(tasks, (row) => row.attention),
  };
}

function attentionFirst<T>(rows: readonly T[], needsAttention: (row: T) => boolean): T[] {
  return [...rows.filter(needsAttention), ...rows.filter((row) => !needsAttention(row))];
}

/** The rows that pass filter and search; a service stays above each of its tasks that does. */
export function filterRows(rows: readonly ServiceRow[], filter: StateFilter, search: string): ServiceRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = (row: { attention: boolean; shown: ShownState }): boolean =>
    filter === "all" || (filter === "attention" ? row.attention : row.shown === filter);
  return rows.flatMap((row) => {
    const serviceText = `${row.service.title} ${row.service.id} ${row.service.file}`.toLowerCase();
    const isFound = (text: string): boolean => words.every((word) => text.includes(word));
    const tasks = row.tasks.filter((task) => passes(task) && isFound(`${serviceText} ${task.task.path.toLowerCase()}`));
    return tasks.length > 0 || (passes(row) && isFound(serviceText)) ? [{ ...row, tasks }] : [];
  });
}

/** How many rows, services and tasks alike, each filter would show. */
export function countRows(rows: readonly ServiceRow[]): ReadonlyMap<StateFilter, number> {
  const counts = new Map<StateFilter, number>();
  const add = (filter: StateFilter): void => void counts.set(filter, (counts.get(filter) ?? 0) + 1);
  for (const row of rows.flatMap((service) => [service, ...service.tasks])) {
    add("all");
    add(row.shown);
    if (row.attention) add("attention");
  }
  return counts;
}

import type { SubjectHistory } from "#shared/journal.ts";

/** Whose history is looked at. */
export interface Subject {
  /** Id of a service; `null`: the whole deck. */
  readonly service: string | null;
  /** Path of a task; `null`: the service itself; absent: the service with all its tasks. */
  readonly task?: string | null;
}

export const wholeDeck: Subject = { service: null };

/** Whether a strip belongs to the subject. */
export function isAbout({ service, task }: Pick<SubjectHistory, "service" | "task">, subject: Subject): boolean {
  if (subject.service !== null && service !== subject.service) return false;
  return subject.task === undefined || task === subject.task;
}

/** By which of its numbers subjects are ordered. */
export type SubjectOrder = "name" | "availability" | "failures" | "restarts" | "meanTimeBetweenFailuresSec" | "runningSec";

/** The worst first; where there is nothing to compare, last. By name they stay as they are: each service with its tasks. */
export function ordered(subjects: readonly SubjectHistory[], order: SubjectOrder): readonly SubjectHistory[] {
  if (order === "name") return subjects;
  const mostFirst = order === "failures" || order === "restarts";
  const rank = (subject: SubjectHistory): number => {
    const value = subject[order];
    return value === null ? Infinity : mostFirst ? -value : value;
  };
  // Infinity minus Infinity is no number.
  return [...subjects].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

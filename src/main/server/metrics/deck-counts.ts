import type { DeckChange, DeckEvent } from "#shared/deck-snapshot.ts";
import type { ServiceStatus } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";

/** What has happened in one service since it was loaded, or this deck was opened. */
export interface ServiceCounts {
  restarts: number;
  failures: number;
  taskRestarts: number;
  taskFailures: number;
  updates: number;
}

/** Counts what happens, for as long as a service is on the deck. What a snapshot counts begins anew with each start on request; these only rise. */
export class DeckCounts {
  readonly #counts = new Map<string, ServiceCounts>();
  readonly #statuses = new Map<string, ServiceStatus>();
  /** By service and path. */
  readonly #tasks = new Map<string, Map<string, Pick<DeckTask, "restarts" | "failures">>>();

  of(service: string): Readonly<ServiceCounts> {
    return this.#counts.get(service) ?? none;
  }

  take({ change }: Pick<DeckEvent, "change">): void {
    switch (change.kind) {
      case "serviceAdded":
        this.#counts.set(change.service.id, { ...none });
        this.#statuses.set(change.service.id, change.service.status);
        return;
      case "serviceRemoved":
        for (const kept of [this.#counts, this.#statuses, this.#tasks]) kept.delete(change.service);
        return;
      case "treeReplaced":
        this.#tasks.set(change.service, new Map(Object.entries(change.tasks)));
        return;
      case "valueChanged":
        this.#countsOf(change.service).updates++;
        return;
      case "statusChanged":
        this.#takeStatus(change);
        return;
      case "taskChanged":
        this.#takeTask(change);
        return;
      default:
    }
  }

  #takeStatus({ service, status }: Extract<DeckChange, { kind: "statusChanged" }>): void {
    const before = this.#statuses.get(service);
    this.#statuses.set(service, status);
    const counts = this.#countsOf(service);
    counts.restarts += riseOf(before?.restarts, status.restarts);
    if (hasFailed(status) && !(before !== undefined && hasFailed(before) && before.since === status.since)) counts.failures++;
  }

  #takeTask({ service, task }: Extract<DeckChange, { kind: "taskChanged" }>): void {
    const tasks = this.#tasks.get(service) ?? new Map<string, DeckTask>();
    this.#tasks.set(service, tasks);
    const before = tasks.get(task.path);
    tasks.set(task.path, task);
    const counts = this.#countsOf(service);
    counts.taskRestarts += riseOf(before?.restarts, task.restarts);
    counts.taskFailures += riseOf(before?.failures, task.failures);
  }

  #countsOf(service: string): ServiceCounts {
    const counts = this.#counts.get(service) ?? { ...none };
    this.#counts.set(service, counts);
    return counts;
  }
}

const none: ServiceCounts = { restarts: 0, failures: 0, taskRestarts: 0, taskFailures: 0, updates: 0 };

/** A service that waits for its restart has failed as well as one that is not started again. */
function hasFailed({ state }: ServiceStatus): boolean {
  return state === "failed" || state === "restarting";
}

/** A count that has begun anew has risen by all that it says; one that is not reported, not that anyone knows. */
function riseOf(before: number | null | undefined, now: number | null): number {
  if (now === null) return 0;
  return before === undefined || before === null || now < before ? now : now - before;
}

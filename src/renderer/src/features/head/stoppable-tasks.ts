import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";

/** The tasks that have something to stop: a run under way, or a restart to come. */
export function stoppableTasks(services: readonly ServiceSnapshot[]): { service: string; task: string }[] {
  return services.filter(isThere).flatMap((service) =>
    Object.values(service.tasks)
      .filter(isStoppable)
      .map((task) => ({ service: service.id, task: task.path })),
  );
}

/** Whether there is one: found without looking at all of thousands. */
export function hasStoppableTask(services: readonly ServiceSnapshot[]): boolean {
  return services.some((service) => {
    if (!isThere(service)) return false;
    for (const path in service.tasks) if (isStoppable(service.tasks[path])) return true;
    return false;
  });
}

function isThere(service: ServiceSnapshot): boolean {
  return !service.stale && service.status.state === "running";
}

function isStoppable(task: DeckTask | undefined): boolean {
  return task?.state === "running" || task?.state === "restarting";
}

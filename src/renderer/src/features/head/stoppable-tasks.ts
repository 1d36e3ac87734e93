import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { formatCount } from "../../format/count.ts";
import { visibleText } from "../../format/visible-text.ts";

/** A task that can be stopped, by its path, and its service, by its id. */
export interface StoppableTask {
  readonly service: string;
  readonly task: string;
}

/** The tasks that have something to stop, those of remote services among them: a run under way, or a restart to come. */
export function stoppableTasks(services: readonly ServiceSnapshot[]): StoppableTask[] {
  return services.filter(isThere).flatMap((service) =>
    Object.values(service.tasks)
      .filter(isStoppable)
      .map((task) => ({ service: service.id, task: task.path })),
  );
}

/** What is about to be asked of how many. Other people may need what runs elsewhere, so it is told apart. */
export function stopAllSentence(tasks: readonly StoppableTask[], services: readonly ServiceSnapshot[]): string {
  const remote = services.filter(({ source }) => source.kind === "address");
  const owners = remote.filter(({ id }) => tasks.some(({ service }) => service === id));
  const elsewhere = tasks.filter(({ service }) => owners.some(({ id }) => id === service)).length;
  const all = `${tasks.length === 1 ? "One task is" : `${formatCount(tasks.length)} tasks are`} asked to stop`;
  if (elsewhere === 0) return `${all}.`;
  const names = owners.map(({ title }) => visibleText(title)).join(", ");
  const whose = `not on this deck, but of ${owners.length === 1 ? "a remote service" : "remote services"} (${names})`;
  if (elsewhere === tasks.length) return `${all}, ${whose}.`;
  return `${all}; ${formatCount(elsewhere)} of them ${elsewhere === 1 ? "is" : "are"} ${whose}.`;
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

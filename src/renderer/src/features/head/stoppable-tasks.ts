import type { ServiceSnapshot } from "#shared/service-snapshot.ts";

/** The tasks that have something to stop: a run under way, or a restart to come. */
export function stoppableTasks(services: readonly ServiceSnapshot[]): { service: string; task: string }[] {
  return services
    .filter((service) => !service.stale && service.status.state === "running")
    .flatMap((service) =>
      Object.values(service.tasks)
        .filter((task) => task.state === "running" || task.state === "restarting")
        .map((task) => ({ service: service.id, task: task.path })),
    );
}

import type { ServiceSnapshot, ServiceSource, ServiceStatus } from "#shared/service-snapshot.ts";

/** A service of which nothing is known yet. */
export function freshService(id: string, title: string, source: ServiceSource, status: ServiceStatus): ServiceSnapshot {
  const nothing = { doc: null, usage: null, attributes: null, reloadProblem: null };
  return { id, title, source, status, ...nothing, tasks: {}, stale: false, output: [], reloadOnSave: false };
}

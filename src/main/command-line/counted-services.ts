import { serviceStateWord } from "#shared/format/connection-state.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";

/** How many services there are, and in which states: `3 services, 2 running, 1 failed`. */
export function countedServices(services: readonly Pick<ServiceSnapshot, "source" | "status">[]): string {
  if (services.length === 0) return "no services";
  const counts = new Map<string, number>();
  for (const state of services.map(serviceStateWord)) counts.set(state, (counts.get(state) ?? 0) + 1);
  const states = Array.from(counts, ([state, count]) => `${count} ${state}`).join(", ");
  return `${services.length} ${services.length === 1 ? "service" : "services"}, ${states}`;
}

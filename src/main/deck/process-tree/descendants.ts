import { isSame, type ListedProcess, type ProcessIdentity } from "./listed-process.ts";

/** What is known of a service's process, and by which its descendants are told from all other processes. */
export interface ServiceOrigin {
  readonly service: ProcessIdentity;
  /** It leads a session: whatever is in that session was started by it. */
  readonly leadsSession: boolean;
  /** Whether a process has inherited the environment of the service. */
  readonly isMarked: (pid: number) => boolean;
  /** Descendants that were seen before: one whose parent has ended since has no other trace. */
  readonly seen: readonly ProcessIdentity[];
  /** Children that the author let go: `detached: true` and `unref()`. What they start is theirs. */
  readonly letGo: readonly ProcessIdentity[];
}

export interface Descendants {
  /** Those that end with the service. */
  readonly owned: readonly ListedProcess[];
  /** Those that were let go and still run. */
  readonly letGo: readonly ListedProcess[];
}

/** Sorts out of all processes what a service has started, directly or not; its own process is not among them. */
export function findDescendants(processes: readonly ListedProcess[], origin: ServiceOrigin): Descendants {
  const { service, leadsSession, isMarked, seen } = origin;
  const letGo = processes.filter((process) => origin.letGo.some((child) => isSame(child, process)));
  // A number is given again only once nothing uses it, so another process that has it now also owns the session of that name.
  const isReused = processes.some((process) => process.pid === service.pid && process.startedAt !== service.startedAt);
  const isOwned = (process: ListedProcess): boolean =>
    (leadsSession && !isReused && process.session === service.pid) ||
    seen.some((earlier) => isSame(earlier, process)) ||
    isMarked(process.pid);

  // Nothing that is older than the service was started by it; and of the younger ones alone the environment is worth a look.
  const younger = processes.filter((process) => process.startedAt >= service.startedAt && process.pid !== service.pid);
  const free = withTheirs(younger, letGo);
  for (const process of younger) if (letGo.some(({ pid }) => pid === process.session)) free.add(process);
  const roots = isReused ? [] : [service];
  const owned = withTheirs(younger, [...roots, ...younger.filter((process) => !free.has(process) && isOwned(process))], free);
  return {
    owned: younger.filter((process) => owned.has(process) && !process.hasEnded),
    letGo: letGo.filter((process) => !process.hasEnded),
  };
}

/** Those of `processes` that are among the roots or descend from one of them, through none of `without`. */
function withTheirs(
  processes: readonly ListedProcess[],
  roots: readonly ProcessIdentity[],
  without: ReadonlySet<ListedProcess> = new Set(),
): Set<ListedProcess> {
  const byParent = new Map<number, ListedProcess[]>();
  for (const process of processes) byParent.set(process.parent, [...(byParent.get(process.parent) ?? []), process]);
  const found = new Set<ListedProcess>(processes.filter((process) => roots.includes(process)));
  const open: ProcessIdentity[] = [...roots];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const child of byParent.get(next.pid) ?? []) {
      if (found.has(child) || without.has(child)) continue;
      found.add(child);
      open.push(child);
    }
  }
  return found;
}

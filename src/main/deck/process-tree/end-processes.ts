import type { Clock } from "#runtime/clock.ts";
import type { NamedProcess } from "./describe-end.ts";
import type { ProcessTable } from "./list-processes.ts";
import { isSame, type ListedProcess, type ProcessIdentity } from "./listed-process.ts";

/** How often to look whether they have ended; and how long one that was killed may still be there, as the system may hold it up; seconds. */
const pollSec = 0.05;
const killedWithinSec = 1;

export interface EndProcessesOptions {
  /** Those that are to end and are there now: one may start more while it ends. */
  readonly find: () => readonly ListedProcess[];
  readonly table: ProcessTable;
  readonly clock: Clock;
  /** How long they may take after SIGTERM, in seconds. Asked again and again, since a person may lose patience. */
  readonly graceSec: () => number;
}

/**
 * Asks processes to end, and kills those that have not done so in time. Takes at most `graceSec` and a second.
 *
 * @returns those that ended, and those that not even a kill ended
 */
export async function endProcesses({
  find,
  table,
  clock,
  graceSec,
}: EndProcessesOptions): Promise<Record<"ended" | "remaining", NamedProcess[]>> {
  const found = new Map<ProcessIdentity, NamedProcess>();
  const asked = new Set<ProcessIdentity>();
  const known = (process: ListedProcess): ProcessIdentity => [...found.keys()].find((other) => isSame(other, process)) ?? process;
  const beginMs = clock.now().monotonicMs;
  for (;;) {
    const present = find().map(known);
    for (const process of present) {
      if (!found.has(process)) found.set(process, { pid: process.pid, command: table.commandOf(process.pid) });
    }
    const passedSec = (clock.now().monotonicMs - beginMs) / 1000;
    const isPatient = passedSec < graceSec();
    if (present.length === 0 || passedSec >= graceSec() + killedWithinSec) {
      const named = [...found];
      return {
        ended: named.filter(([process]) => !present.includes(process)).map(([, name]) => name),
        remaining: named.filter(([process]) => present.includes(process)).map(([, name]) => name),
      };
    }
    for (const process of present) {
      if (!isPatient) signal(table, process, "SIGKILL");
      else if (!asked.has(process)) signal(table, process, "SIGTERM");
      asked.add(process);
    }
    await new Promise<void>((resolve) => clock.setTimer(pollSec, resolve));
  }
}

/** Sends a signal, unless another process has got the number. One that can't be reached shows in that it stays. */
function signal(table: ProcessTable, identity: ProcessIdentity, name: "SIGTERM" | "SIGKILL"): void {
  const found = table.find(identity.pid);
  if (found === null || !isSame(found, identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch {
    // It is gone, or another user's.
  }
}

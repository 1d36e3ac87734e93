import { spokenWrite } from "#runtime/spoken-write.ts";
import type { RestoreStep } from "#shared/service-channel.ts";
import type { ExitStatus } from "./fork-service.ts";
import type { Restoring } from "./state/restore-lessons.ts";

/** What ends a process because someone wanted it: by signal, or by the code that a process ends with that such a signal told to end. */
const endsOnRequest = { signals: ["SIGTERM", "SIGINT", "SIGHUP"], codes: [143] };

/** Knows what the present process is restoring, and when its end is to be blamed on that. */
export class RestoreWatch {
  #announced: Restoring | null = null;

  processStarts(): void {
    this.#announced = null;
  }

  announced(restoring: Restoring): void {
    this.#announced = restoring.step.kind === "nothing" ? null : restoring;
  }

  /** What ended a process that nobody asked to end. */
  endedBy({ code, signal }: ExitStatus): Restoring | null {
    if (signal !== null && endsOnRequest.signals.includes(signal)) return null;
    return code !== null && endsOnRequest.codes.includes(code) ? null : this.#announced;
  }

  /** What has not returned in a process whose time to load is over. One whose event loop turns only waits: for a device, or for a setter that is slow. */
  blockedBy(responsive: boolean): Restoring | null {
    return responsive ? null : this.#announced;
  }
}

/**
 * What a process ended by, and what will be done about it, in words.
 *
 * @param did - "ended the process (exit code 3)", "did not return"
 */
export function blame(step: RestoreStep, did: string): string {
  if (step.kind === "value") {
    return `Restoring ${step.path} to ${spokenWrite(step.write)} ${did}. This value will be left out at the next start`;
  }
  return `Restoring the saved values ${did}. At the next start they will be restored one at a time, to find out which of them it is`;
}

import type { Blocker } from "#shared/activity.ts";
import type { ProcessExit, ServiceStatus } from "#shared/service-snapshot.ts";
import type { ServiceModel } from "./service-model.ts";

/** What is known of a service's process beside the state of its supervision. */
export interface ProcessFacts {
  readonly pid: number | null;
  readonly responsive: boolean;
  /** What began to run last in it. */
  readonly blocker: Blocker | null;
  readonly lastExit: ProcessExit | null;
}

/** What a service tells of itself. */
export function statusOf(model: ServiceModel, { pid, responsive, blocker, lastExit }: ProcessFacts): ServiceStatus {
  const { state, options, since, wanted, restarts, lastError, endedByTask } = model;
  const fields = { since, wanted, restarts, lastError, endedByTask, lastExit, options };
  const process = { pid, responsive, ...(!responsive && blocker !== null && { blockedBy: blocker }) };
  switch (state.kind) {
    case "stopped":
      return { ...fields, state: "stopped" };
    case "starting":
      return { ...fields, ...process, state: "starting", queued: state.isQueued };
    case "running":
    case "stopping":
      return { ...fields, ...process, state: state.kind };
    case "restarting":
      return { ...fields, state: "restarting", nextRestartAt: state.nextRestartAt, restartDelaySec: state.delaySec };
    case "failed":
      return { ...fields, state: "failed", failureReason: state.reason };
  }
}

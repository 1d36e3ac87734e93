import type { Clock } from "#runtime/clock.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { ServiceChange } from "./deck-service.ts";
import type { ForkService } from "./fork-service.ts";
import type { StateKeepers } from "./state/state-keepers.ts";
import type { ServiceProgram } from "./service-program.ts";
import type { StartQueue } from "./start-queue.ts";
import { SupervisedService } from "./supervised-service.ts";
import type { WantedTasks } from "./wanted-tasks.ts";

export interface KeptServiceOptions {
  readonly id: string;
  readonly program: ServiceProgram;
  readonly forkService: ForkService;
  readonly startQueue: StartQueue;
  readonly clock: Clock;
  readonly keepers: StateKeepers;
  readonly wantedTasks: WantedTasks;
  /** Takes every change, in order; the snapshot contains it afterwards. */
  readonly record: (change: ServiceChange) => void;
  /** What the deck's mirror knows of the service now. */
  readonly snapshot: () => ServiceSnapshot | undefined;
  /** Told why a saved file is not taken up. */
  readonly notReloaded: (reason: string) => void;
}

/** A service of a file here, whose values are kept from one process to the next. */
export function keptService({
  id,
  program,
  forkService,
  startQueue,
  clock,
  keepers,
  wantedTasks,
  record,
  snapshot,
  notReloaded,
}: KeptServiceOptions): SupervisedService {
  const keeper = keepers.add(id, program, {
    attributes: () => snapshot()?.attributes ?? null,
    warn: (text) => record({ kind: "output", lines: [{ at: clock.now().wall, stream: "deck", text }] }),
  });
  return new SupervisedService({
    id,
    program,
    forkService,
    startQueue,
    clock,
    record(change) {
      record(change);
      if (change.kind === "treeReplaced") keeper.processLoaded();
      if (change.kind === "valueChanged") keeper.valueChanged();
      if (change.kind === "treeStale") void keeper.save();
      if (change.kind === "reloadOnSaveChanged" && change.reloadProblem !== null) notReloaded(change.reloadProblem.message);
    },
    saved: keeper,
    wantedTasks,
  });
}

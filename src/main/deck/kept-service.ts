import { join } from "node:path";
import type { Clock } from "#runtime/clock.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { ServiceChange } from "./deck-service.ts";
import type { ForkService } from "./fork-service.ts";
import type { StateKeepers } from "./state/state-keepers.ts";
import type { StartQueue } from "./start-queue.ts";
import { SupervisedService } from "./supervised-service.ts";
import type { WantedTasks } from "./wanted-tasks.ts";

export interface KeptServiceOptions {
  readonly id: string;
  /** Absolute path of the service file, as it was given: it may be, or lead through, a link. */
  readonly file: string;
  readonly dataDir: string;
  readonly forkService: ForkService;
  readonly startQueue: StartQueue;
  /** Why the file as it is now may not be run, although a person asked for it; `null` where it may. */
  readonly refusal: () => string | null;
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
  file,
  dataDir,
  forkService,
  startQueue,
  refusal,
  clock,
  keepers,
  wantedTasks,
  record,
  snapshot,
  notReloaded,
}: KeptServiceOptions): SupervisedService {
  const keeper = keepers.add(id, file, {
    attributes: () => snapshot()?.attributes ?? null,
    warn: (text) => record({ kind: "output", lines: [{ at: clock.now().wall, stream: "deck", text }] }),
  });
  return new SupervisedService({
    id,
    file,
    bundleDir: join(dataDir, "bundles"),
    forkService,
    startQueue,
    refusal,
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

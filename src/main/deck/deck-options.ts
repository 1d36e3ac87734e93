import type { Clock } from "#runtime/clock.ts";
import type { ExampleService } from "#shared/deck-snapshot.ts";
import type { ServiceInstance } from "#shared/service-instance.ts";
import type { ForkService } from "./fork-service.ts";
import type { Journal } from "./journal/journal.ts";
import type { ConnectRemote } from "./remote/remote-connection.ts";
import type { PermitOf } from "./service-program.ts";
import type { StartQueue } from "./start-queue.ts";
import type { DeckWantedTasks, TaskWishes } from "./wanted-tasks.ts";

/** What a deck is made of. */
export interface DeckOptions {
  readonly version: string;
  readonly dataDir: string;
  readonly forkService: ForkService;
  readonly connectRemote: ConnectRemote;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly examples: readonly ExampleService[];
  readonly recentFiles: readonly string[];
  /** How long a value that changed may be unsaved, in seconds. */
  readonly saveIntervalSec: number;
  /** What is asked of the tasks of each service. */
  readonly wantedTasks: DeckWantedTasks;
  /** In which services wait for their turn to start. The deck does not dispose of it. */
  readonly startQueue: StartQueue;
  /** Whether a service file may be run. `null` in place of the function: whoever loads a path trusts what it leads to, also later. */
  readonly permitOf: PermitOf | null;
}

/** What is known of a service file that is added: which of its services, and what is remembered of it from an earlier deck. */
export interface AddedFile extends Omit<ServiceInstance, "file"> {
  readonly tasks?: TaskWishes;
  /** The real path that the file had when a person last loaded it. */
  readonly approvedFile?: string | undefined;
}

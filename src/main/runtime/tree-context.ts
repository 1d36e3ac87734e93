import type { Clock } from "./clock.ts";
import type { ServedContainer } from "./served-container.ts";
import type { ServedPlace } from "./served-place.ts";
import type { ServedTask } from "./served-task.ts";
import type { ServedTasks } from "./served-tasks.ts";
import type { ChangeBatch } from "./tree-change.ts";

/** What every part of one served tree shares. */
export interface TreeContext {
  readonly clock: Clock;
  readonly changes: ChangeBatch;
  readonly tasks: ServedTasks;
  /** Tells once that what is at `path` is left out. */
  leaveOut(path: string, reason: string): void;
  /** What is served of an object with parts or a life of its own; `null` for one that is a value, or nothing that can be served. */
  partAt(place: ServedPlace, object: object): ServedTask | ServedContainer | Unservable | null;
}

/** Why something can't be part of the tree. */
export class Unservable {
  readonly reason: string;
  /** Whether it is so because it leads back to what is around it. */
  readonly leadsUp: boolean;

  constructor(reason: string, leadsUp = false) {
    this.reason = reason;
    this.leadsUp = leadsUp;
  }
}

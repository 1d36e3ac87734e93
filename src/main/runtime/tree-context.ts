import type { ErrorReport } from "#shared/primitives.ts";
import type { Clock } from "./clock.ts";
import type { Place, ServedContainer, TaskPart } from "./served-container.ts";
import type { ServedRoom } from "./served-room.ts";
import type { ChangeBatch, Tell } from "./tree-change.ts";

/** Keeps count of a tree's tasks as they come and go. */
export interface TaskRegister {
  attach(part: TaskPart): void;
  detach(part: TaskPart): void;
  /** The failure of the task at `path` is to end the service. */
  endService(path: string, error: ErrorReport | null): void;
  /** Tells which paths lead to another task than before, and which to none. */
  tell(tell: Tell): void;
}

/** What every part of one served tree shares. */
export interface TreeContext {
  readonly clock: Clock;
  readonly changes: ChangeBatch;
  readonly tasks: TaskRegister;
  readonly room: ServedRoom;
  /** Tells once that what is at `path` is left out. */
  leaveOut(path: string, reason: string): void;
  /** Notes that what is at `path` is private, and why. */
  keepPrivate(path: string, reason: string): void;
  /** What is served of an object with parts or a life of its own; `null` for one that is a value, or nothing that can be served. */
  partAt(place: Place, object: object): TaskPart | ServedContainer | Unservable | null;
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

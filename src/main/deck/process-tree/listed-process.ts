/** A process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in a unit of the system's own; only good for comparison. */
  readonly startedAt: number;
}

/** A process as the system lists it. */
export interface ListedProcess extends ProcessIdentity {
  readonly parent: number;
  /** On macOS, which does not list sessions, the process group. */
  readonly session: number;
  readonly hasEnded: boolean;
}

export function isSame(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.pid === b.pid && a.startedAt === b.startedAt;
}

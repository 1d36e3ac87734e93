import { toDisposable, type Disposable } from "#shared/disposable.ts";

/** Hears the name of each member that changed. */
export type MemberListener = (name: string) => void;

/**
 * Tells what happens to the members of one object: who reads them (while {@link recordReads} is under way) and when they change. Costs nothing
 * while nobody listens.
 */
export class Observation {
  #listeners: Set<MemberListener> | null = null;
  #memberListeners: Map<string, Set<() => void>> | null = null;

  /** Hears of a change of any member. */
  onDidChange(listener: MemberListener): Disposable {
    this.#listeners ??= new Set();
    const listeners = this.#listeners.add(listener);
    return toDisposable(() => listeners.delete(listener));
  }

  /** Hears of changes of one member. */
  onDidChangeMember(name: string, listener: () => void): Disposable {
    this.#memberListeners ??= new Map();
    const byName = this.#memberListeners;
    const listeners = byName.get(name) ?? new Set();
    byName.set(name, listeners.add(listener));
    return toDisposable(() => {
      listeners.delete(listener);
      if (listeners.size === 0 && byName.get(name) === listeners) byName.delete(name);
    });
  }

  memberRead(name: string): void {
    recording?.record(this, name);
  }

  memberChanged(name: string): void {
    // The member itself comes first, so that it is told of before what was worked out from it.
    for (const listener of this.#listeners ?? []) listener(name);
    for (const listener of this.#memberListeners?.get(name) ?? []) listener();
  }
}

/** The members that something read. */
export class Reads {
  readonly #names = new Map<Observation, Set<string>>();

  record(observation: Observation, name: string): void {
    const names = this.#names.get(observation);
    if (names === undefined) this.#names.set(observation, new Set([name]));
    else names.add(name);
  }

  *[Symbol.iterator](): Generator<readonly [Observation, string]> {
    for (const [observation, names] of this.#names) for (const name of names) yield [observation, name];
  }
}

let recording: Reads | null = null;

/** Runs `body` and notes in `reads` every member of an observed object that it reads before it returns. */
export function recordReads<T>(reads: Reads, body: () => T): T {
  const outer = recording;
  recording = reads;
  try {
    return body();
  } finally {
    recording = outer;
  }
}

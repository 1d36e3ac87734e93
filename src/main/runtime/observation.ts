import { toDisposable, type Disposable } from "#shared/disposable.ts";

/** Stands for an object as a whole: which members it has, and in which order. */
export const wholeObject: unique symbol = Symbol("whole object");

/** A member by name (the index in an array), or the object as a whole. */
export type MemberKey = string | typeof wholeObject;

/** Hears of each member that changed. */
export type MemberListener = (key: MemberKey) => void;

/**
 * Tells what happens to the members of one object: who reads them (while {@link recordReads} is under way) and when they change. Costs nothing
 * while nobody listens.
 */
export class Observation {
  #listeners: Set<MemberListener> | null = null;
  #memberListeners: Map<MemberKey, Set<() => void>> | null = null;

  /** Hears of a change of any member. */
  onDidChange(listener: MemberListener): Disposable {
    this.#listeners ??= new Set();
    const listeners = this.#listeners.add(listener);
    return toDisposable(() => listeners.delete(listener));
  }

  /** Hears of changes of one member; of `wholeObject`, of changes of any. */
  onDidChangeMember(key: MemberKey, listener: () => void): Disposable {
    this.#memberListeners ??= new Map();
    const byKey = this.#memberListeners;
    const listeners = byKey.get(key) ?? new Set();
    byKey.set(key, listeners.add(listener));
    return toDisposable(() => {
      listeners.delete(listener);
      if (listeners.size === 0 && byKey.get(key) === listeners) byKey.delete(key);
    });
  }

  /** Somebody reads a member, or goes through all of them. */
  read(key: MemberKey): void {
    recording?.record(this, key);
  }

  /** A member has become another, or the object as a whole has: its members are others, or in another order. */
  changed(key: MemberKey): void {
    // The member itself comes first, so that it is told of before what was worked out from it.
    for (const listener of this.#listeners ?? []) listener(key);
    if (this.#memberListeners === null) return;
    for (const listener of this.#memberListeners.get(key) ?? []) listener();
    if (key !== wholeObject) for (const listener of this.#memberListeners.get(wholeObject) ?? []) listener();
  }
}

/** The members that something read. */
export class Reads {
  readonly #keys = new Map<Observation, Set<MemberKey>>();

  record(observation: Observation, key: MemberKey): void {
    const keys = this.#keys.get(observation);
    if (keys === undefined) this.#keys.set(observation, new Set([key]));
    else keys.add(key);
  }

  *[Symbol.iterator](): Generator<readonly [Observation, MemberKey]> {
    for (const [observation, keys] of this.#keys) for (const key of keys) yield [observation, key];
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

import type { LeftOut } from "#shared/service-channel.ts";

/** So many are listed. */
const maxListed = 500;

/** The members of a tree that are not served, and why: each is noted once. */
export class LeftOutMembers {
  readonly #paths = new Set<string>();
  readonly #listed: LeftOut[] = [];

  /** Whether it was not known before. */
  add(path: string, reason: string): boolean {
    if (this.#paths.has(path)) return false;
    this.#paths.add(path);
    if (this.#listed.length < maxListed) this.#listed.push({ path, reason });
    return true;
  }

  /** The first of them, in the order in which they were found. */
  list(): readonly LeftOut[] {
    return [...this.#listed];
  }
}

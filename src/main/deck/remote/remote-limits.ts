import { hidePasswords } from "#shared/hide-passwords.ts";
import { cutText, longestErrorText, mostServedPlaces, mostServedText } from "#runtime/cut-text.ts";

/** The longest reason, of a refusal or of a lost connection, in characters. */
const maxReasonLength = 500;
/** The longest name of a class, an error or a unit. */
const maxNameLength = 200;
/** The longest name of a member, key of a dict, name of a choice or of a parameter: where one is longer, it can't be cut without meaning another. */
export const maxKeyLength = 1000;
export const maxPathLength = 10_000;
const maxDocLength = 16 * 1024;
/** The longest text that is a value; a picture is one. */
export const maxValueLength = 4 * 1024 * 1024;
/** The longest text of a type or a default in a signature, or of what a name of a choice stands for. */
const maxDetailLength = 500;
/** How many names a choice may have, and parameters a method. */
export const maxEntries = 1000;
const maxLogLength = 64 * 1024;

/** Cut every text that a remote service sends to what it is: without this, one text of megabytes would be in every snapshot. */
export const cut = {
  reason: (text: string): string => hidePasswords(cutText(text, maxReasonLength)),
  name: (text: string): string => cutText(text, maxNameLength),
  doc: (text: string): string => cutText(text, maxDocLength),
  detail: (text: string): string => cutText(text, maxDetailLength),
  error: (text: string): string => hidePasswords(cutText(text, longestErrorText)),
  log: (text: string): string => cutText(text, maxLogLength),
} as const;

/** How much of a tree there is: its values and tasks, and the characters of all its texts, paths included. */
export interface TreeSize {
  readonly values: number;
  readonly text: number;
}

export const noSize: TreeSize = { values: 0, text: 0 };

/** Counts what a remote service sends while it is being decoded, and stops at the first value or text too many. */
export class TreeQuota {
  #values: number;
  #text: number;

  /** @param used - what there is already */
  constructor(used: TreeSize = noSize) {
    this.#values = used.values;
    this.#text = used.text;
  }

  /** @throws Error where there is more than is shown */
  add({ values, text }: TreeSize): void {
    this.#values += values;
    this.#text += text;
    if (this.#values > mostServedPlaces) throw new Error(`it serves more than ${mostServedPlaces} values, which are too many to show`);
    if (this.#text > mostServedText)
      throw new Error(`it serves more than ${mostServedText >> 20} Mi characters of text, which are too many to show`);
  }

  get size(): TreeSize {
    return { values: this.#values, text: this.#text };
  }
}

/**
 * Whether a value is small enough to be looked at in one go.
 *
 * @param maxParts - how many values may be in it, itself included
 * @param maxText - how many characters all its texts and keys may have
 */
export function isModest(value: unknown, maxParts: number, maxText: number): boolean {
  let [parts, text] = [0, 0];
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === "string") text += next.length;
    if (typeof next === "object" && next !== null) {
      for (const [key, part] of Object.entries(next)) {
        if (++parts > maxParts) return false;
        text += key.length;
        waiting.push(part);
      }
    }
    if (text > maxText) return false;
  }
  return true;
}

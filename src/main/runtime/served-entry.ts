import { AttributeWriteError } from "./attribute-write-error.ts";
import { observed } from "./observed.ts";
import type { PlaceFacts } from "./place-facts.ts";
import type { Reading, ServedContainer } from "./served-container.ts";
import { ServedPlace } from "./served-place.ts";
import type { TreeContext } from "./tree-context.ts";

/** An entry of a list or dict. */
export class ServedEntry extends ServedPlace {
  readonly #key: string | number;

  constructor(owner: ServedContainer, key: string | number, path: string, facts: PlaceFacts, context: TreeContext) {
    super(owner, path, facts, context);
    this.#key = key;
  }

  override read(): Reading {
    const { contents, kind } = this.owner;
    // In a list, a place without an entry is an empty one.
    if (kind === "dict" && !Object.hasOwn(contents, this.#key)) return { kind: "gone" };
    return { kind: "value", value: Reflect.get(contents, this.#key) };
  }

  override assign(value: unknown): void {
    if (!Reflect.set(observed(this.owner.contents), this.#key, value))
      throw new AttributeWriteError(`${this.path} does not take this value`);
  }
}

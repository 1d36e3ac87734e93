import { keyPath, type PathStep } from "#shared/access-path.ts";
import type { SerializedDict, SerializedObject, SerializedPlace } from "#shared/serialized.ts";
import { longestServedList } from "./cut-text.ts";
import type { MemberKey } from "./observation.ts";
import { observed } from "./observed.ts";
import { withReadonly } from "./place-facts.ts";
import { meaningOfItsOwn } from "./reserved-name.ts";
import { ServedCollection } from "./served-collection.ts";
import type { Place } from "./served-container.ts";
import { ServedEntry } from "./served-entry.ts";
import { ServedProperty } from "./served-property.ts";
import type { TreeContext } from "./tree-context.ts";
import type { Tell } from "./tree-change.ts";

/** A plain object in its place in the tree. */
export class ServedDict extends ServedCollection<object> {
  override readonly kind = "dict";
  #entries = new Map<string, Place>();

  constructor(place: Place, contents: object, context: TreeContext) {
    super(place, contents, context);
    this.begin();
  }

  override placeAt(step: PathStep): Place | undefined {
    return step.kind === "key" ? this.#entries.get(step.key) : undefined;
  }

  override places(): Iterable<Place> {
    return this.#entries.values();
  }

  override placeEmptied(_: Place, tell: Tell): void {
    // As its place has it: what is said of a property holds for the dict that it gives.
    this.entryChanged(this.context.changes.time);
    tell({ kind: "valueChanged", value: this.place.serialize() ?? this.serialize(), isNew: false });
  }

  override placeFilled(place: Place): void {
    for (const [key, entry] of this.#entries) {
      if (entry !== place) continue;
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      return;
    }
  }

  protected override isOfThisKind(value: object): value is object {
    return !Array.isArray(value);
  }

  protected override serializeEntries(place: SerializedPlace): SerializedDict {
    const value: Record<string, SerializedObject> = {};
    for (const [key, entry] of this.#entries) {
      const serialized = entry.serialize();
      if (serialized !== null) value[key] = serialized;
    }
    return { ...place, type: "dict", value };
  }

  protected override heard(key: MemberKey): void {
    if (typeof key !== "string") return;
    const entry = this.#entries.get(key);
    const isThere = isEntry(this.contents, key);
    if (entry !== undefined && isThere) {
      if (entry instanceof ServedProperty) entry.invalidate();
      else this.context.changes.changed(entry);
    } else if (isThere && !this.isTooLarge && this.#entries.size < longestServedList && this.context.room.has(1) && key !== "__proto__") {
      // Told of by itself, and not with all the others.
      const added = this.#entryAt(key);
      this.#entries.set(key, added);
      this.context.changes.changed(added);
    } else if (entry !== undefined || isThere || this.isTooLarge) {
      this.becomeStale();
    }
  }

  protected override takeEntries(): boolean {
    const keys = Object.keys(this.contents).filter((key) => key !== "__proto__" || this.#leaveOut(key));
    const wasTooLarge = this.isTooLarge;
    const areServed = this.fits(keys.length, this.#entries.size);
    const former = this.#entries;
    const entries = new Map<string, Place>();
    let changed = wasTooLarge !== this.isTooLarge;
    for (const key of areServed ? keys : []) {
      const known = former.get(key);
      former.delete(key);
      const entry = known ?? this.#entryAt(key);
      entries.set(key, entry);
      if (entry.refresh() || known === undefined) changed = true;
    }
    for (const surplus of former.values()) {
      if (surplus.isServed) changed = true;
      surplus.dispose();
    }
    this.#entries = entries;
    return changed;
  }

  #entryAt(key: string): Place {
    const path = keyPath(this.path, key);
    const descriptor = Object.getOwnPropertyDescriptor(this.contents, key);
    if (descriptor?.get === undefined) return new ServedEntry(this, key, path, this.entryFacts, this.context);
    const facts = descriptor.set === undefined ? withReadonly(this.entryFacts, true) : this.entryFacts;
    return new ServedProperty(this, observed(this.contents), key, path, facts, this.context);
  }

  #leaveOut(key: string): false {
    this.context.leaveOut(keyPath(this.path, key), meaningOfItsOwn);
    return false;
  }
}

function isEntry(contents: object, key: string): boolean {
  return Object.getOwnPropertyDescriptor(contents, key)?.enumerable === true;
}

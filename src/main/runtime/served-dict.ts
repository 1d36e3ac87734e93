import { keyPath, type PathStep } from "#shared/access-path.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { IsoTime } from "#shared/primitives.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import { longestServedList } from "./cut-text.ts";
import type { MemberKey } from "./observation.ts";
import { observed } from "./observed.ts";
import { isObservable, observationOfContents } from "./observed-objects.ts";
import { displayOf, factsOfEntry, withReadonly, type PlaceFacts } from "./place-facts.ts";
import { canHold, type Place, type ServedContainer } from "./served-container.ts";
import { ServedEntry } from "./served-entry.ts";
import { ServedProperty } from "./served-property.ts";
import type { TreeContext } from "./tree-context.ts";
import type { Tell } from "./tree-change.ts";

/** A plain object in its place in the tree. One that has too many entries is watched, so that it is served once it has fewer. */
export class ServedDict implements ServedContainer {
  readonly kind = "dict";
  readonly path: string;
  readonly parent: ServedContainer;
  readonly #place: Place;
  readonly #context: TreeContext;
  #contents: object;
  readonly #isFrozen: boolean;
  readonly #entryFacts: PlaceFacts;
  #entries = new Map<string, Place>();
  #isTooLong = false;
  /** Whether more may have changed than single entries. */
  #isStale = true;
  #changedAt: IsoTime;
  #subscription: Disposable;

  constructor(place: Place, contents: object, context: TreeContext) {
    this.path = place.path;
    this.parent = place.owner;
    this.#place = place;
    this.#context = context;
    this.#contents = contents;
    this.#isFrozen = Object.isFrozen(contents);
    this.#entryFacts = withReadonly(factsOfEntry(place.facts), place.facts.readonly || this.#isFrozen);
    this.#changedAt = context.changes.time;
    this.#subscription = this.#listen();
    this.#takeEntries();
  }

  get contents(): object {
    return this.#contents;
  }

  adopt(value: object): "same" | "changed" | "other" {
    if (value !== this.#contents) {
      if (Array.isArray(value) || !isObservable(value) || Object.isFrozen(value) !== this.#isFrozen || !canHold(this, value))
        return "other";
      this.#subscription.dispose();
      this.#contents = value;
      this.#subscription = this.#listen();
      this.#isStale = true;
    }
    if (!this.#isStale || !this.#takeEntries()) return "same";
    this.#changedAt = this.#context.changes.time;
    return "changed";
  }

  serialize(): SerializedObject {
    const { facts, path } = this.#place;
    const display = displayOf(facts);
    const { readonly, doc } = facts;
    const place = { full_access_path: path, readonly, doc, ...(display && { display }), changed_at: this.#changedAt };
    if (this.#isTooLong) {
      return { ...place, type: "Exception", name: "RangeError", value: `A dict is served up to ${longestServedList} entries` };
    }
    const value: Record<string, SerializedObject> = {};
    for (const [key, entry] of this.#entries) {
      const serialized = entry.serialize();
      if (serialized !== null) value[key] = serialized;
    }
    return { ...place, type: "dict", value };
  }

  placeAt(step: PathStep): Place | undefined {
    return step.kind === "key" ? this.#entries.get(step.key) : undefined;
  }

  places(): Iterable<Place> {
    return this.#entries.values();
  }

  placeEmptied(_: Place, tell: Tell): void {
    tell({ kind: "valueChanged", value: this.serialize() });
  }

  placeFilled(place: Place): void {
    for (const [key, entry] of this.#entries) {
      if (entry !== place) continue;
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      return;
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const entry of this.#entries.values()) entry.dispose();
  }

  #listen(): Disposable {
    return observationOfContents(this.#contents).onDidChange((key) => this.#heard(key));
  }

  #heard(key: MemberKey): void {
    if (typeof key !== "string") return;
    const entry = this.#entries.get(key);
    const isThere = isEntry(this.#contents, key);
    if (entry !== undefined && isThere) {
      if (entry instanceof ServedProperty) entry.invalidate();
      else this.#context.changes.changed(entry);
    } else if (isThere && !this.#isTooLong && this.#entries.size < longestServedList && key !== "__proto__") {
      // Told of by itself, and not with all the others.
      const added = this.#entryAt(key);
      this.#entries.set(key, added);
      this.#context.changes.changed(added);
    } else if (entry !== undefined || isThere || this.#isTooLong) {
      this.#isStale = true;
      this.#context.changes.changed(this.#place);
    }
  }

  /** Whether anything is different. */
  #takeEntries(): boolean {
    this.#isStale = false;
    const keys = Object.keys(this.#contents).filter((key) => key !== "__proto__" || this.#leaveOut(key));
    const wasTooLong = this.#isTooLong;
    this.#isTooLong = keys.length > longestServedList;
    const former = this.#entries;
    const entries = new Map<string, Place>();
    let changed = wasTooLong !== this.#isTooLong;
    for (const key of this.#isTooLong ? [] : keys) {
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
    const descriptor = Object.getOwnPropertyDescriptor(this.#contents, key);
    if (descriptor?.get === undefined) return new ServedEntry(this, key, path, this.#entryFacts, this.#context);
    const facts = descriptor.set === undefined ? withReadonly(this.#entryFacts, true) : this.#entryFacts;
    return new ServedProperty(this, observed(this.#contents), key, path, facts, this.#context);
  }

  #leaveOut(key: string): false {
    this.#context.leaveOut(keyPath(this.path, key), "its name has a meaning of its own in JavaScript");
    return false;
  }
}

function isEntry(contents: object, key: string): boolean {
  return Object.getOwnPropertyDescriptor(contents, key)?.enumerable === true;
}

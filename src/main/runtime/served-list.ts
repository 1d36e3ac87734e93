import { indexPath, type PathStep } from "#shared/access-path.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { IsoTime } from "#shared/primitives.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import { longestServedList } from "./cut-text.ts";
import { wholeObject, type MemberKey } from "./observation.ts";
import { isObservable, observationOfContents } from "./observed-objects.ts";
import { displayOf, factsOfEntry, withReadonly, type PlaceFacts } from "./place-facts.ts";
import { canHold, type Place, type ServedContainer } from "./served-container.ts";
import { ServedEntry } from "./served-entry.ts";
import type { TreeContext } from "./tree-context.ts";

/** An array in its place in the tree. One that is too long is watched, so that it is served once it is shorter. */
export class ServedList implements ServedContainer {
  readonly kind = "list";
  readonly path: string;
  readonly parent: ServedContainer;
  readonly #place: Place;
  readonly #context: TreeContext;
  #contents: readonly unknown[];
  readonly #isFrozen: boolean;
  readonly #entryFacts: PlaceFacts;
  readonly #entries: ServedEntry[] = [];
  #isTooLong = false;
  /** Whether more may have changed than single entries. */
  #isStale = true;
  #changedAt: IsoTime;
  #subscription: Disposable;

  constructor(place: Place, contents: readonly unknown[], context: TreeContext) {
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
      if (!Array.isArray(value) || !isObservable(value) || Object.isFrozen(value) !== this.#isFrozen || !canHold(this, value))
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
      return { ...place, type: "Exception", name: "RangeError", value: `A list is served up to ${longestServedList} entries` };
    }
    return { ...place, type: "list", value: this.#entries.map((entry) => entry.serialize()).filter((entry) => entry !== null) };
  }

  placeAt(step: PathStep): Place | undefined {
    return step.kind === "index" ? this.#entries[step.index] : undefined;
  }

  places(): Iterable<Place> {
    return this.#entries;
  }

  placeEmptied(): void {
    // An entry that can't be served says so in its place.
  }

  placeFilled(): void {
    // Likewise.
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const entry of this.#entries) entry.dispose();
  }

  #listen(): Disposable {
    return observationOfContents(this.#contents).onDidChange((key) => this.#heard(key));
  }

  #heard(key: MemberKey): void {
    if (key === wholeObject) {
      this.#isStale = true;
      this.#context.changes.changed(this.#place);
      return;
    }
    const entry = this.#entries[Number(key)];
    if (entry !== undefined) this.#context.changes.changed(entry);
  }

  /** Whether anything is different. */
  #takeEntries(): boolean {
    this.#isStale = false;
    const { length } = this.#contents;
    const wasTooLong = this.#isTooLong;
    this.#isTooLong = length > longestServedList;
    const wanted = this.#isTooLong ? 0 : length;
    let changed = wasTooLong !== this.#isTooLong || wanted !== this.#entries.length;
    for (const surplus of this.#entries.splice(wanted)) surplus.dispose();
    for (const entry of this.#entries) if (entry.refresh()) changed = true;
    for (let index = this.#entries.length; index < wanted; index++) {
      const entry = new ServedEntry(this, index, indexPath(this.path, index), this.#entryFacts, this.#context);
      entry.refresh();
      this.#entries.push(entry);
    }
    return changed;
  }
}

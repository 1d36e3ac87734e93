import { indexPath, type PathStep } from "#shared/access-path.ts";
import type { SerializedList, SerializedPlace } from "#shared/serialized.ts";
import { wholeObject, type MemberKey } from "./observation.ts";
import { ServedCollection } from "./served-collection.ts";
import type { Place } from "./served-container.ts";
import { ServedEntry } from "./served-entry.ts";
import type { TreeContext } from "./tree-context.ts";

/** An array in its place in the tree. */
export class ServedList extends ServedCollection<readonly unknown[]> {
  override readonly kind = "list";
  readonly #entries: ServedEntry[] = [];

  constructor(place: Place, contents: readonly unknown[], context: TreeContext) {
    super(place, contents, context);
    this.begin();
  }

  override placeAt(step: PathStep): Place | undefined {
    return step.kind === "index" ? this.#entries[step.index] : undefined;
  }

  override places(): Iterable<Place> {
    return this.#entries;
  }

  override placeEmptied(): void {
    // An entry that can't be served says so in its place.
  }

  override placeFilled(): void {
    // Likewise.
  }

  protected override isOfThisKind(value: object): value is readonly unknown[] {
    return Array.isArray(value);
  }

  protected override serializeEntries(place: SerializedPlace): SerializedList {
    return { ...place, type: "list", value: this.#entries.map((entry) => entry.serialize()).filter((entry) => entry !== null) };
  }

  protected override heard(key: MemberKey): void {
    if (key === wholeObject) {
      this.becomeStale();
      return;
    }
    const entry = this.#entries[Number(key)];
    if (entry !== undefined) this.context.changes.changed(entry);
  }

  protected override takeEntries(): boolean {
    const { length } = this.contents;
    const wasTooLarge = this.isTooLarge;
    const wanted = this.fits(length, this.#entries.length) ? length : 0;
    let changed = wasTooLarge !== this.isTooLarge || wanted !== this.#entries.length;
    for (const surplus of this.#entries.splice(wanted)) surplus.dispose();
    for (const entry of this.#entries) if (entry.refresh()) changed = true;
    for (let index = this.#entries.length; index < wanted; index++) {
      const entry = new ServedEntry(this, index, indexPath(this.path, index), this.entryFacts, this.context);
      entry.refresh();
      this.#entries.push(entry);
    }
    return changed;
  }
}

import type { PathStep } from "#shared/access-path.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { IsoTime } from "#shared/primitives.ts";
import type { SerializedDict, SerializedList, SerializedObject, SerializedPlace } from "#shared/serialized.ts";
import { longestServedList, mostServedPlaces } from "./cut-text.ts";
import type { MemberKey } from "./observation.ts";
import { isObservable, observationOfContents } from "./observed-objects.ts";
import { displayOf, factsOfEntry, withReadonly, type PlaceFacts } from "./place-facts.ts";
import { canHold, type Place, type ServedContainer } from "./served-container.ts";
import type { TreeContext } from "./tree-context.ts";
import type { Tell } from "./tree-change.ts";

/** An array or a plain object in its place in the tree. One that has too many entries is watched, so that it is served once it has fewer. */
export abstract class ServedCollection<Contents extends object> implements ServedContainer {
  abstract readonly kind: "list" | "dict";
  readonly path: string;
  readonly parent: ServedContainer;
  protected readonly place: Place;
  protected readonly context: TreeContext;
  readonly entryFacts: PlaceFacts;
  /** Whether more may have changed than single entries. */
  #isStale = true;
  /** Why its entries are not served; `null` where they are. */
  #excess: string | null = null;
  #contents: Contents;
  readonly #isFrozen: boolean;
  #changedAt: IsoTime;
  #subscription: Disposable | null = null;

  constructor(place: Place, contents: Contents, context: TreeContext) {
    this.path = place.path;
    this.parent = place.owner;
    this.place = place;
    this.context = context;
    this.#contents = contents;
    this.#isFrozen = Object.isFrozen(contents);
    this.entryFacts = withReadonly(factsOfEntry(place.facts), place.facts.readonly || this.#isFrozen);
    this.#changedAt = context.changes.time;
  }

  get contents(): Contents {
    return this.#contents;
  }

  adopt(value: object): "same" | "changed" | "other" {
    if (value !== this.#contents) {
      if (!this.isOfThisKind(value) || !isObservable(value) || Object.isFrozen(value) !== this.#isFrozen || !canHold(this, value))
        return "other";
      this.#subscription?.dispose();
      this.#contents = value;
      this.#listen();
      this.#isStale = true;
    }
    if (!this.#isStale || !this.#take()) return "same";
    this.#changedAt = this.context.changes.time;
    return "changed";
  }

  serialize(): SerializedObject {
    const { facts, path } = this.place;
    const display = displayOf(facts);
    const { readonly, doc } = facts;
    const place = { full_access_path: path, readonly, doc, ...(display && { display }), changed_at: this.#changedAt };
    if (this.#excess === null) return this.serializeEntries(place);
    return { ...place, type: "Exception", name: "RangeError", value: this.#excess };
  }

  /** Its time follows that of its entries, as it does in the mirror. */
  entryChanged(at: IsoTime): void {
    if (this.#changedAt < at) this.#changedAt = at;
    this.parent.entryChanged?.(at);
  }

  abstract placeAt(step: PathStep): Place | undefined;
  abstract places(): Iterable<Place>;
  abstract placeEmptied(place: Place, tell: Tell): void;
  abstract placeFilled(place: Place): void;

  dispose(): void {
    this.context.room.forget(this);
    this.#subscription?.dispose();
    for (const entry of this.places()) entry.dispose();
  }

  /** Whether a collection of this kind can hold the value. */
  protected abstract isOfThisKind(value: object): value is Contents;
  protected abstract serializeEntries(place: SerializedPlace): SerializedList | SerializedDict;
  protected abstract heard(key: MemberKey): void;
  /** Takes over the entries as they are now; whether anything is different. */
  protected abstract takeEntries(): boolean;

  protected get isTooLarge(): boolean {
    return this.#excess !== null;
  }

  /** Whether so many entries are served, some of which are already; where they are not, it says so in its place until there is room. */
  protected fits(count: number, present: number): boolean {
    const { room } = this.context;
    room.forget(this);
    this.#excess = null;
    if (count > longestServedList) {
      this.#excess = `A ${this.kind} is served up to ${longestServedList} entries`;
    } else if (!room.has(count - present)) {
      this.#excess = `A service serves up to ${mostServedPlaces} members and entries, all together`;
      room.wait(this, { places: count, retry: () => this.becomeStale() });
    }
    return this.#excess === null;
  }

  /** For the end of a subclass's constructor: looks at the contents and listens to them. */
  protected begin(): void {
    this.#listen();
    this.#take();
  }

  /** More may have changed than single entries. */
  protected becomeStale(): void {
    this.#isStale = true;
    this.context.changes.changed(this.place);
  }

  #take(): boolean {
    this.#isStale = false;
    return this.takeEntries();
  }

  #listen(): void {
    this.#subscription = observationOfContents(this.#contents).onDidChange((key) => this.heard(key));
  }
}

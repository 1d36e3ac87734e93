import type { NullableKind, SerializedLeaf, SerializedObject, ValueDisplay } from "#shared/serialized.ts";
import { classOf } from "./class-of.ts";
import { mostServedText } from "./cut-text.ts";
import { unobserved } from "./observed-objects.ts";
import { displayOf, isNullable, type PlaceFacts } from "./place-facts.ts";
import { contentOf, exceptionContent, isSameContent } from "./serialized-content.ts";
import { isTaskPart, type Place, type Reading, type ServedContainer, type TaskPart } from "./served-container.ts";
import { Unservable, type TreeContext } from "./tree-context.ts";
import type { Tell } from "./tree-change.ts";
import type { SerializedContent } from "./value-type.ts";

/** One place of the tree and what is served in it, as it was when the turn in which it last changed was over. */
export abstract class ServedPlace implements Place {
  readonly path: string;
  readonly owner: ServedContainer;
  protected readonly context: TreeContext;
  #facts: PlaceFacts;
  #leaf: SerializedLeaf | null = null;
  #part: TaskPart | ServedContainer | null = null;
  #leadsUp = false;
  #wasNone = false;
  #lastNonNull: unknown = undefined;
  /** What a `@nullable` value is when it is not empty, as clients are told. */
  #kindWhenSet: NullableKind = {};
  #disposed = false;

  constructor(owner: ServedContainer, path: string, facts: PlaceFacts, context: TreeContext) {
    this.owner = owner;
    this.path = path;
    this.#facts = facts;
    this.context = context;
    context.room.take();
  }

  get facts(): PlaceFacts {
    return this.#facts;
  }

  protected set facts(facts: PlaceFacts) {
    this.#facts = facts;
  }

  get leaf(): SerializedLeaf | null {
    return this.#leaf;
  }

  get part(): TaskPart | ServedContainer | null {
    return this.#part;
  }

  get leadsUp(): boolean {
    return this.#leadsUp;
  }

  get wasNone(): boolean {
    return this.#wasNone;
  }

  get lastValue(): unknown {
    const reading = this.read();
    return reading.kind === "value" ? reading.value : undefined;
  }

  get lastNonNull(): unknown {
    return this.#lastNonNull;
  }

  abstract read(): Reading;

  readAnew(): Reading {
    return this.read();
  }

  abstract assign(value: unknown): void | Promise<void>;

  /** Why an object can't be served. */
  protected reasonToLeaveOut(object: object): string {
    return object instanceof Promise
      ? "A promise can't be served: await it, and assign what it gives"
      : `${typeName(object)} can't be served`;
  }

  serialize(): SerializedObject | null {
    if (this.#part === null) return this.#leaf;
    if (isTaskPart(this.#part)) return null;
    const serialized = this.#part.serialize();
    return this.#part.kind === "service" ? this.#withFacts(serialized) : serialized;
  }

  settle(tell: Tell): void {
    if (this.#disposed) return;
    const had = this.isServed;
    if (this.refresh()) {
      const value = this.serialize();
      if (value === null) {
        if (had) this.owner.placeEmptied(this, tell);
      } else {
        if (!had) this.owner.placeFilled(this);
        tell({ kind: "valueChanged", value, isNew: !had });
        if (value.changed_at !== undefined && value.type !== "DataService") this.owner.entryChanged?.(value.changed_at);
      }
    }
    this.context.tasks.tell(tell);
  }

  refresh(): boolean {
    try {
      return this.#take(this.read());
    } catch (error) {
      // Reading runs code of the author's.
      return this.#takeContent(exceptionContent(error));
    }
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.context.room.give();
    this.context.room.giveText(textLength(this.#leaf));
    this.#part?.dispose();
  }

  get isServed(): boolean {
    return this.#leaf !== null || (this.#part !== null && !isTaskPart(this.#part));
  }

  #take(reading: Reading): boolean {
    this.#leadsUp = false;
    switch (reading.kind) {
      case "gone":
        return this.#takeNothing();
      case "threw":
        return this.#takeContent(exceptionContent(reading.error));
      case "content":
        return this.#takeContent(reading.content);
      case "value": {
        const value = unobserved(reading.value);
        if (isNullable(this.#facts) && (value ?? null) !== null) this.#lastNonNull = value;
        // A task is a function, too.
        if ((typeof value === "object" && value !== null) || typeof value === "function") return this.#takeObject(value);
        const content = contentOf(value, this.#facts.options);
        return content === null ? this.#leaveOut(`${typeName(value)} can't be served`) : this.#takeContent(content);
      }
    }
  }

  #takeObject(object: object): boolean {
    const present = this.#part;
    if (present !== null && isTaskPart(present)) {
      if (present.task === object) return false;
    } else if (present !== null) {
      const outcome = present.adopt(object);
      if (outcome !== "other") return outcome === "changed";
    }
    if (isNullable(this.#facts)) this.#kindWhenSet = { type: Array.isArray(object) ? "list" : "dict" };
    const part = this.context.partAt(this, object);
    if (part instanceof Unservable) {
      this.#leadsUp = part.leadsUp;
      return this.#leaveOut(part.reason);
    }
    if (part === null) {
      const content = contentOf(object, this.#facts.options);
      return content === null ? this.#leaveOut(this.reasonToLeaveOut(object)) : this.#takeContent(content);
    }
    present?.dispose();
    this.context.room.giveText(textLength(this.#leaf));
    this.#leaf = null;
    this.#part = part;
    return true;
  }

  #takeContent(given: SerializedContent): boolean {
    const { readonly, doc } = this.#facts;
    const last = this.#leaf;
    const content = this.#withinRoom(given);
    if (last !== null && last.readonly === readonly && isSameContent(last, content)) return false;
    this.#part?.dispose();
    this.#part = null;
    if (content.type === "NoneType") this.#wasNone = true;
    else if (isNullable(this.#facts)) this.#kindWhenSet = nullableKindOf(content) ?? this.#kindWhenSet;
    const display = this.#displayFor(content);
    const place = { full_access_path: this.path, readonly, doc, ...(display && { display }) };
    this.#leaf = { ...place, ...content, ...(content.type !== "method" && { changed_at: this.context.changes.time }) };
    return true;
  }

  #displayFor({ type }: SerializedContent): ValueDisplay | undefined {
    const display = displayOf(this.#facts);
    return type === "NoneType" && isNullable(this.#facts) ? { ...display, nullable: this.#kindWhenSet } : display;
  }

  #withinRoom(content: SerializedContent): SerializedContent {
    const { room } = this.context;
    const former = textLength(this.#leaf);
    if (room.takeText(textLength(content), former)) return content;
    room.giveText(former);
    return noRoomForText;
  }

  #takeNothing(): boolean {
    if (this.#leaf === null && this.#part === null) return false;
    this.#part?.dispose();
    this.#part = null;
    this.context.room.giveText(textLength(this.#leaf));
    this.#leaf = null;
    return true;
  }

  /** A service knows what its class says, and not what is said of it in this place. */
  #withFacts(service: SerializedObject): SerializedObject {
    const display = displayOf(this.#facts);
    const { description } = this.#facts.options;
    return { ...service, ...(description !== undefined && { doc: description }), ...(display && { display }) };
  }

  /** In a list, something has to stand in its place: those behind it would move up. */
  #leaveOut(reason: string): boolean {
    this.context.leaveOut(this.path, reason);
    return this.owner.kind === "list" ? this.#takeContent({ type: "Exception", name: "TypeError", value: reason }) : this.#takeNothing();
  }
}

/** `null` for what says nothing of a value. */
function nullableKindOf(content: SerializedContent): NullableKind | null {
  switch (content.type) {
    case "NoneType":
    case "Exception":
    case "method":
      return null;
    case "Quantity":
      return { type: content.type, unit: content.value.unit };
    case "Enum":
    case "ColouredEnum":
      return { type: content.type, enum: content.enum };
    default:
      return { type: content.type };
  }
}

const noRoomForText = exceptionContent(
  new RangeError(`A service serves up to ${mostServedText} characters of text, all its attributes together`),
);

function textLength(content: SerializedContent | SerializedLeaf | null): number {
  return content?.type === "str" ? content.value.length : 0;
}

/** What a value is called in messages. */
export function typeName(value: unknown): string {
  if (typeof value !== "object" || value === null) return `A ${typeof value}`;
  return `A value of type ${classOf(value).name}`;
}

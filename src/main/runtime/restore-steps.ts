import { keyPath, memberPath } from "#shared/access-path.ts";
import { isNullable } from "#shared/nullable.ts";
import type { AttributeWrite, SerializedDict, SerializedList, SerializedObject, SerializedSubtree } from "#shared/serialized.ts";
import type { Marks, Restoration, SavedState } from "#shared/service-channel.ts";
import { markOf, wholeContents } from "./contents-mark.ts";
import { cutText } from "./cut-text.ts";
import { isObject, isProperty, readMember } from "./live-member.ts";
import { isRestored } from "./restored-member.ts";
import { isMalformed, isThere, savedObjectOf, writeInPlaceOf, writeOf, type SavedObject } from "./saved-object.ts";
import { spokenWrite } from "./spoken-write.ts";

/** The longest piece of a state file within a sentence, in characters. */
const longestQuoted = 200;

export interface ValueStep extends Restoration {
  readonly kind: "restore";
  /** It is put there by a setter, which may be the author's. */
  readonly bySetter: boolean;
  /** What is to be done where the value is refused; `null`: nothing. */
  readonly instead: Steps | null;
}

/** One thing to be done: a value to be put into its place, or a note of what is not. */
export type RestorePlan =
  ValueStep | { readonly kind: "note"; readonly text: string; /** Something that was saved will be gone. */ readonly isLoss: boolean };
type Steps = () => Iterable<RestorePlan>;

/** What was saved of a service. */
export interface Past {
  readonly saved: SavedState;
  /** Marks of its class's defaults when it was saved; without those that are not known. */
  readonly defaults: Marks;
  /** Paths that someone has written to from outside, as {@link writtenPlace} has them. */
  readonly written: readonly string[];
}

/** A place that something was saved of. */
interface Spot {
  /** What is there, as far as it is an object that has entries of its own. */
  readonly live: unknown;
  readonly present: SerializedObject;
  readonly saved: SavedObject;
  readonly bySetter: boolean;
}
type CollectionSpot = Spot & { readonly present: SerializedList | SerializedDict };

/** What is to be done so that a service has the values that were saved of it, in the order in which it declares them. */
export function restoreSteps(service: unknown, present: SerializedSubtree, past: Past): Iterable<RestorePlan> {
  const { saved, defaults } = past;
  const written = new Set(past.written);
  return membersToRestore(service, present, saved);

  /** Nobody wrote it, and the service itself has left it as its class made it: it follows the class. */
  function isUntouched(path: string, saved: SavedObject): boolean {
    const write = writeOf(saved);
    return write !== null && !isWritten(path) && defaultOf(path) === markOf(write);
  }

  /** An entry of a list or dict is written with the whole of it, too. */
  function isWritten(path: string): boolean {
    if (written.has(writtenPlace(path))) return true;
    const around = path.replace(/\["(?:[^"\\]|\\.)*"\]$/, "");
    return around !== path && isWritten(around);
  }

  function defaultOf(path: string): string | undefined {
    return Object.hasOwn(defaults, path) ? defaults[path] : undefined;
  }

  /** Says so where the class has another default by now than when the value was saved. */
  function* keptOver(now: AttributeWrite | null, path: string, kept: AttributeWrite): Generator<RestorePlan> {
    const before = defaultOf(path);
    if (now === null || before === undefined || before === markOf(now)) return;
    yield { kind: "note", text: `${path}: kept ${spokenWrite(kept)} (class default is now ${spokenWrite(now)})`, isLoss: false };
  }

  function* membersToRestore(
    service: unknown,
    present: SerializedSubtree,
    saved: Readonly<Record<string, unknown>>,
  ): Generator<RestorePlan> {
    for (const [name, member] of Object.entries(present.value)) {
      if (!Object.hasOwn(saved, name) || !isRestored(service, present, name, member)) continue;
      yield* placeToRestore(service, name, member, saved[name]);
    }
    for (const [name, entry] of Object.entries(saved))
      if (!Object.hasOwn(present.value, name) && savedObjectOf(entry) === null)
        yield malformedEntry(memberPath(present.full_access_path, name), entry);
  }

  function* placeToRestore(owner: unknown, name: string, present: SerializedObject, entry: unknown): Generator<RestorePlan> {
    const saved = savedObjectOf(entry);
    if (saved === null) yield malformedEntry(present.full_access_path, entry);
    else yield* valueToRestore({ live: readMember(owner, name), present, saved, bySetter: isObject(owner) && isProperty(owner, name) });
  }

  function* valueToRestore(spot: Spot): Generator<RestorePlan> {
    const { live, present, saved, bySetter } = spot;
    if (saved.type === "NoneType" && isNullable(present)) {
      yield* leafToRestore(present, saved, bySetter);
      return;
    }
    switch (present.type) {
      case "method":
      case "Image":
        return;
      case "DataService":
      case "NumberSlider":
      case "DeviceConnection":
        // pydase names a subclass of a component by its own name.
        if (isRecord(saved.value)) yield* membersToRestore(live, present, saved.value);
        else yield unfit(present, saved);
        return;
      case "list":
        if (saved.type === "list" && Array.isArray(saved.value)) yield* collectionToRestore({ ...spot, present });
        else yield unfit(present, saved);
        return;
      case "dict":
        if (saved.type === "dict" && isRecord(saved.value)) yield* collectionToRestore({ ...spot, present });
        else yield unfit(present, saved);
        return;
      default:
        yield* leafToRestore(present, saved, bySetter);
    }
  }

  function* leafToRestore(present: SerializedObject, saved: SavedObject, bySetter: boolean): Generator<RestorePlan> {
    const path = present.full_access_path;
    if (isUntouched(path, saved)) return;
    const write = writeInPlaceOf(present, saved);
    if (write === null) yield unfit(present, saved);
    else if (!isThere(write, present)) {
      yield { kind: "restore", path, write, bySetter, instead: null };
      yield* keptOver(writeOf(present), path, write);
    }
  }

  /** As a whole, where that is what the operator left: where nobody else has said meanwhile what is to be there. */
  function* collectionToRestore(spot: CollectionSpot): Generator<RestorePlan> {
    const { live, present, saved, bySetter } = spot;
    const path = present.full_access_path;
    if (isUntouched(path, saved)) return;
    const now = wholeContents(live, present);
    const before = defaultOf(path);
    // In a dict that the class has changed, each entry is its own: new ones of the class stay, and so do those of an operator.
    if (present.type === "dict" && now !== null && before !== undefined && before !== markOf(now) && !bySetter) {
      yield* entriesAndNewKeys(spot);
      return;
    }
    const obstacle = bySetter ? null : obstacleTo(now, before);
    const whole = obstacle === null ? wholeWrite(present, saved) : null;
    if (whole === null) {
      yield* entriesToRestore(spot, obstacle ?? "what was saved in it is not all plain values");
      return;
    }
    for (const [key, entry] of whole.left) yield lostEntry(keyPath(path, key), entry);
    // Python writes 3 where it means 3.0; who wrote the file is not known.
    const write = before === undefined ? withPlainNumbers(whole.write) : whole.write;
    if (now !== null && JSON.stringify(write) === JSON.stringify(now)) return;
    const instead: Steps = () => entriesAndNewKeys(spot);
    yield { kind: "restore", path, write, bySetter, instead: bySetter ? null : instead };
    yield* keptOver(now, path, write);
  }

  function* entriesToRestore(spot: CollectionSpot, reason: string): Generator<RestorePlan> {
    const { live, present, saved } = spot;
    const places = Object.entries<SerializedObject>(present.value);
    const entries = Object.entries(saved.value as object) as [string, unknown][];
    const surplus = entries.filter(([key]) => !Object.hasOwn(present.value, key));
    const lost = surplus.length === 0 ? "" : `, since ${reason}; not taken: ${spokenEntries(present, surplus)}`;
    const path = present.full_access_path;
    if (present.type === "list" && places.length !== entries.length) {
      const text = `${path} has ${places.length} entries and ${entries.length} were saved: those that both have are restored${lost}`;
      yield { kind: "note", text, isLoss: surplus.length > 0 };
    } else if (surplus.length > 0) yield loss(`${path} takes none of the saved keys that it does not have${lost}`);
    const before = saved.value as Readonly<Record<string, unknown>>;
    for (const [key, place] of places) if (Object.hasOwn(before, key)) yield* placeToRestore(live, key, place, before[key]);
  }

  /** Where the whole is refused, whatever of it fits: a dict takes further keys one by one, a list only as a whole. */
  function* entriesAndNewKeys(spot: CollectionSpot): Generator<RestorePlan> {
    const { present, saved } = spot;
    if (present.type === "list") {
      yield* entriesToRestore(spot, "not all of them fit");
      return;
    }
    const entries = Object.entries(saved.value as object) as [string, unknown][];
    const known = entries.filter(([key]) => Object.hasOwn(present.value, key));
    yield* entriesToRestore({ ...spot, saved: { ...saved, value: Object.fromEntries(known) } }, "");
    for (const [key, entry] of entries) {
      const object = savedObjectOf(entry);
      // One that the class had put there, and no longer does, goes with it.
      if (Object.hasOwn(present.value, key) || (object !== null && isUntouched(keyPath(present.full_access_path, key), object))) continue;
      const write = object === null ? null : writeOf(object);
      if (write !== null) yield { kind: "restore", path: keyPath(present.full_access_path, key), write, bySetter: false, instead: null };
    }
  }
}

/** Where a write to a place counts: in a list, its entries are one with it. */
export function writtenPlace(path: string): string {
  return path.replace(/(?:\[\d+\])+$/, "");
}

/**
 * Why what was saved is not to take the place of all that is there; `null` where it is.
 *
 * @param now - what the class has put there; `null` where that is more than plain values
 * @param before - mark of what it had put there when the values were saved, where that is known
 */
function obstacleTo(now: AttributeWrite | null, before: string | undefined): string | null {
  if (now === null) return "it holds services, or what can't be saved";
  if (before !== undefined) return null;
  const isEmpty = typeof now.value === "object" && now.value !== null && Object.keys(now.value).length === 0;
  return isEmpty ? null : "it is not known what its class put there then";
}

interface Whole {
  readonly write: AttributeWrite;
  /** What can't be in it. */
  readonly left: readonly (readonly [key: string, entry: unknown])[];
}

/** What was saved of a list or dict as one value: of a dict, what can be; `null` for a list of which something can't, as that would have no place. */
function wholeWrite(present: SerializedList | SerializedDict, saved: SavedObject): Whole | null {
  const all = writeOf(saved);
  if (all !== null) return { write: all, left: [] };
  if (present.type === "list") return null;
  const value: [string, AttributeWrite][] = [];
  const left: [string, unknown][] = [];
  for (const [key, entry] of Object.entries(saved.value as object) as [string, unknown][]) {
    const object = savedObjectOf(entry);
    const write = object === null ? null : writeOf(object);
    if (write === null) left.push([key, entry]);
    const here = present.value[key];
    // What is there stays, as it does everywhere else.
    const kept = write ?? (here === undefined ? null : writeOf(here));
    if (kept !== null) value.push([key, kept]);
  }
  return { write: { type: "dict", value: Object.fromEntries(value) }, left };
}

function withPlainNumbers(write: AttributeWrite): AttributeWrite {
  switch (write.type) {
    case "int":
      return Number.isSafeInteger(Number(write.value)) ? { type: "float", value: Number(write.value) } : write;
    case "list":
      return { type: "list", value: write.value.map(withPlainNumbers) };
    case "dict":
      return { type: "dict", value: Object.fromEntries(Object.entries(write.value).map(([key, entry]) => [key, withPlainNumbers(entry)])) };
    default:
      return write;
  }
}

function loss(text: string): RestorePlan {
  return { kind: "note", text, isLoss: true };
}

function unfit({ full_access_path: path, type }: SerializedObject, saved: SavedObject): RestorePlan {
  if (isMalformed(saved))
    return loss(`${path} is not restored: it was saved as ${saved.type}, with a value that is none: ${quoted(saved.value)}`);
  return loss(`${path} is not restored: it is of type ${type} now, and ${cutText(saved.type, longestQuoted)} was saved`);
}

function malformedEntry(path: string, entry: unknown): RestorePlan {
  return loss(`${path} is not restored: what was saved is malformed: ${quoted(entry)}`);
}

function lostEntry(path: string, entry: unknown): RestorePlan {
  const saved = savedObjectOf(entry);
  if (saved === null || isMalformed(saved)) return malformedEntry(path, entry);
  return loss(`${path} is not restored: ${cutText(saved.type, longestQuoted)} was saved, which only the service itself can make`);
}

function spokenEntries({ type }: SerializedObject, entries: readonly (readonly [string, unknown])[]): string {
  const spoken = entries.map(([key, entry]) => {
    const saved = savedObjectOf(entry);
    const write = saved === null ? null : writeOf(saved);
    const value = write === null ? (saved?.type ?? JSON.stringify(entry)) : spokenWrite(write);
    return type === "dict" ? `${JSON.stringify(key)}: ${value}` : value;
  });
  return cutText(spoken.join(", "), longestQuoted);
}

function quoted(entry: unknown): string {
  return cutText(JSON.stringify(entry), longestQuoted);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !Array.isArray(value);
}

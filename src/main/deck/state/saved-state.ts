import type { SavedState } from "#shared/service-channel.ts";
import type { SerializedDataService, SerializedObject, SerializedSubtree } from "#shared/serialized.ts";

type Members = Readonly<Record<string, unknown>>;

/** pydase's files also hold what no process can take up. */
const neverRestored = ["method", "Task"];

/**
 * What a state file says of a service, in pydase's layout: the members of its tree by name.
 *
 * @param before - what was saved before. What is there and the service has no place for now, or can't read now, is kept: it may be back after the next
 *   edit of its file, or when the instrument answers again.
 * @param leftOut - paths of which what was saved before is kept in the place of what is there now
 */
export function toSavedState(attributes: SerializedDataService, before: SavedState, leftOut: ReadonlySet<string>): SavedState {
  return savedMembers(attributes.value, before, leftOut);
}

function savedMembers(members: SerializedSubtree["value"], before: Members, leftOut: ReadonlySet<string>): Members {
  // Entries, and not assignments: a member may be called `__proto__`.
  const known = Object.entries(members).flatMap(([name, object]) => {
    const saved = savedObject(object, Object.hasOwn(before, name) ? before[name] : undefined, leftOut);
    return saved === null ? [] : ([[name, saved]] as const);
  });
  const unknown = Object.entries(before).filter(([name, object]) => !Object.hasOwn(members, name) && mayReturn(object));
  return Object.fromEntries([...known, ...unknown]);
}

function inPydasesLayout(shown: SerializedObject): SerializedObject {
  const object = { ...shown };
  delete object.display;
  delete object.changed_at;
  delete object.computed;
  return object;
}

/** `null`: nothing to save. */
function savedObject(shown: SerializedObject, before: unknown, leftOut: ReadonlySet<string>): object | null {
  if (leftOut.has(shown.full_access_path) && isRecord(before)) return before;
  const object = inPydasesLayout(shown);
  switch (object.type) {
    // The picture itself comes from the service, and is large.
    case "method":
    case "Image":
      return null;
    case "Exception":
      return isRecord(before) ? before : null;
    case "DataService":
    case "NumberSlider":
    case "DeviceConnection":
      return { ...object, value: savedMembers(object.value, membersOf(before), leftOut) };
    case "dict":
      return { ...object, value: savedEntries(object.value, membersOf(before), leftOut) };
    case "list": {
      const entries = isRecord(before) && Array.isArray(before["value"]) ? (before["value"] as unknown[]) : [];
      return { ...object, value: object.value.map((entry, index) => savedObject(entry, entries[index], leftOut) ?? none(entry)) };
    }
    default:
      return object;
  }
}

/** Of a dict, what is gone was taken out: nothing of it is kept. */
function savedEntries(entries: SerializedSubtree["value"], before: Members, leftOut: ReadonlySet<string>): Members {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, entry]) => {
      const saved = savedObject(entry, Object.hasOwn(before, key) ? before[key] : undefined, leftOut);
      return saved === null ? [] : [[key, saved]];
    }),
  );
}

/** Keeps the places of a list in order where one of them can't be read. */
function none({ full_access_path, readonly, doc }: SerializedObject): object {
  return { full_access_path, type: "NoneType", value: null, readonly, doc };
}

function mayReturn(object: unknown): boolean {
  return isRecord(object) && typeof object["type"] === "string" && !neverRestored.includes(object["type"]);
}

function membersOf(object: unknown): Members {
  return isRecord(object) && isRecord(object["value"]) ? object["value"] : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

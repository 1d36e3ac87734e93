import type { SerializedObject, SerializedSubtree } from "#shared/serialized.ts";

/** A value by what it says, without where it stands. */
type Content = readonly [type: string, value: unknown];

/** Nothing is promised of what the place holds. */
export const anything = Symbol("anything");

/**
 * What each data place of a service holds once it was loaded: by path, as far as anything is promised.
 *
 * @param fresh - the service without a past
 * @param before - what was known of it before, `null` where nothing was
 * @param properties - names of properties, which are not restored
 */
export function expectedAfterRestore(
  fresh: SerializedSubtree,
  before: SerializedObject | null,
  properties: readonly string[],
): Map<string, Content | typeof anything> {
  const expected = new Map<string, Content | typeof anything>();
  expectMembers(fresh, before);
  return expected;

  function expectMembers({ value }: SerializedSubtree, past: SerializedObject | null | typeof anything): void {
    for (const [name, member] of Object.entries(value)) {
      if (properties.includes(name) || member.type === "method") continue;
      if (past === anything || past?.type !== "DataService") expectPlace(member, past === anything ? anything : null);
      // What the service itself has taken away may come back as it was saved at any time before.
      else expectPlace(member, Object.hasOwn(past.value, name) ? (past.value[name] ?? null) : anything);
    }
  }

  function expectPlace(now: SerializedObject, past: SerializedObject | null | typeof anything): void {
    // What could not be read is kept as it was saved before.
    const known = past !== anything && past?.type === "Exception" ? anything : past;
    switch (now.type) {
      case "DataService":
        expectMembers(now, known);
        return;
      case "list":
        now.value.forEach((entry, index) =>
          expectPlace(entry, known === anything ? anything : known?.type === "list" ? (known.value[index] ?? null) : null),
        );
        return;
      case "dict":
        for (const [key, entry] of Object.entries(now.value))
          expectPlace(entry, known === anything ? anything : known?.type === "dict" && Object.hasOwn(known.value, key) ? (known.value[key] ?? null) : null); // prettier-ignore
        return;
      default:
        expected.set(now.full_access_path, known === anything ? anything : known === null ? contentOf(now) : restored(now, known));
    }
  }
}

/** What stands in a place that had a value before. */
function restored(now: SerializedObject, past: SerializedObject): Content {
  if (now.type === past.type) return contentOf(past);
  if (now.type === "float" && past.type === "int") return ["float", Number(past.value)];
  if (now.type === "int" && past.type === "float" && Number.isSafeInteger(past.value)) return ["int", past.value];
  if (now.type === "NoneType") return asNewValue(past) ?? contentOf(now);
  return contentOf(now);
}

/** A value where nothing says what fits; `null` for one that can't be written. */
function asNewValue(past: SerializedObject): Content | null {
  switch (past.type) {
    case "float":
    case "bool":
    case "str":
    case "NoneType":
    case "datetime":
      return contentOf(past);
    case "int":
      // An integer that a plain number can hold is one.
      return [typeof past.value === "number" ? "float" : "int", past.value];
    case "list": {
      const entries = past.value.map(asNewValue);
      return entries.includes(null) ? null : ["list", entries];
    }
    case "dict": {
      const entries = Object.entries(past.value).map(([key, entry]) => [key, asNewValue(entry)] as const);
      return entries.some(([, entry]) => entry === null) ? null : ["dict", Object.fromEntries(entries)];
    }
    default:
      return null;
  }
}

/** What an object says. */
export function contentOf(object: SerializedObject): Content {
  if (object.type === "list") return ["list", object.value.map(contentOf)];
  if (object.type === "dict")
    return ["dict", Object.fromEntries(Object.entries(object.value).map(([key, entry]) => [key, contentOf(entry)]))];
  return [object.type, object.value];
}

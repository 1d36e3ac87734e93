import { isNullable } from "#shared/nullable.ts";
import { isContainer, jsonFloat, jsonInteger, jsonQuantity, type AttributeWrite, type SerializedObject } from "#shared/serialized.ts";

/** A value as it was saved; the rest of it is of no use here. */
export interface SavedObject {
  readonly type: string;
  readonly value: unknown;
}

/** What an entry of a state file says, `null` where it is malformed. */
export function savedObjectOf(entry: unknown): SavedObject | null {
  if (!isRecord(entry) || !("value" in entry)) return null;
  const { type, value } = entry;
  return typeof type === "string" ? { type, value } : null;
}

/** The saved value as a write into the place of `present`; `null` where the saved value is of another type or is none. */
export function writeInPlaceOf(present: SerializedObject, saved: SavedObject): AttributeWrite | null {
  const { type } = present;
  // A place that is empty, or whose getter fails, says nothing of its type.
  if (type === "NoneType" || type === "Exception" || (saved.type === "NoneType" && isNullable(present))) return writeOf(saved);
  // In a number the difference is none where nothing is lost: Python writes 3 where a float is meant, too.
  if (type === "float" && saved.type === "int") return writeOf({ ...saved, type: "float", value: Number(saved.value) });
  if (type === "int" && saved.type === "float" && Number.isSafeInteger(saved.value)) return writeOf({ ...saved, type: "int" });
  return nameOfType(type) === nameOfType(saved.type) ? writeOf(saved) : null;
}

function nameOfType(type: string): string {
  return type === "ColouredEnum" ? "Enum" : type;
}

/** Whether it says of itself that it is one plain value, and is none. */
export function isMalformed(saved: SavedObject): boolean {
  const parts = ["list", "dict"].includes(saved.type) && typeof saved.value === "object" && saved.value !== null;
  return plainTypes.includes(saved.type) && !parts && writeOf(saved) === null;
}

const plainTypes = ["float", "int", "bool", "str", "datetime", "Quantity", "Enum", "ColouredEnum", "list", "dict"];

/** The saved value, lists and dicts of such values included, as it would be written from outside; `null` where it can't be. */
export function writeOf({ type, value }: SavedObject): AttributeWrite | null {
  switch (type) {
    case "float": {
      const float = jsonFloat.safeParse(value);
      return float.success ? { type, value: float.data } : null;
    }
    case "int": {
      const integer = jsonInteger.safeParse(value);
      return integer.success ? { type, value: integer.data } : null;
    }
    case "bool":
      return typeof value === "boolean" ? { type, value } : null;
    case "str":
      return typeof value === "string" ? { type, value } : null;
    case "NoneType":
      return { type, value: null };
    case "datetime": {
      // Python puts a blank between date and time.
      const time = typeof value === "string" ? new Date(value.replace(" ", "T")) : null;
      return time === null || Number.isNaN(time.getTime()) ? null : { type, value: time.toISOString() };
    }
    case "Quantity": {
      const quantity = jsonQuantity.safeParse(value);
      return quantity.success ? { type, value: quantity.data } : null;
    }
    case "Enum":
    case "ColouredEnum":
      return typeof value === "string" ? { type: "Enum", value } : null;
    case "list":
      return Array.isArray(value) ? wholeList(value as unknown[]) : null;
    case "dict":
      return isRecord(value) ? wholeDict(value) : null;
    default:
      return null;
  }
}

function wholeList(entries: readonly unknown[]): AttributeWrite | null {
  const value = entries.map(writeOfEntry).filter((write) => write !== null);
  return value.length === entries.length ? { type: "list", value } : null;
}

function wholeDict(entries: Record<string, unknown>): AttributeWrite | null {
  const value = Object.entries(entries).flatMap(([key, entry]) => {
    const write = writeOfEntry(entry);
    return write === null ? [] : [[key, write] as const];
  });
  return value.length === Object.keys(entries).length ? { type: "dict", value: Object.fromEntries(value) } : null;
}

function writeOfEntry(entry: unknown): AttributeWrite | null {
  const saved = savedObjectOf(entry);
  return saved === null ? null : writeOf(saved);
}

/** A value that is there already is not set: a setter may move something. */
export function isThere(write: AttributeWrite, present: SerializedObject): boolean {
  return !isContainer(present) && nameOfType(present.type) === write.type && JSON.stringify(present.value) === JSON.stringify(write.value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

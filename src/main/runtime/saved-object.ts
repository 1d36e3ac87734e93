import * as z from "zod";
import { isContainer, jsonFloat, jsonInteger, jsonQuantity, type AttributeWrite, type SerializedObject } from "#shared/serialized.ts";

/** A value as it was saved; the rest of it is of no use here. */
export const savedObject = z.object({ type: z.string(), value: z.unknown() });
export type SavedObject = z.infer<typeof savedObject>;

/** The saved value as a write into the place of `present`; `null` where the saved value is of another type or is none. */
export function writeInPlaceOf(present: SerializedObject, saved: SavedObject): AttributeWrite | null {
  const { type } = present;
  // A place that is empty, or whose getter fails, says nothing of its type.
  if (type === "NoneType" || type === "Exception") return writeOf(saved);
  // In a number the difference is none where nothing is lost: Python writes 3 where a float is meant, too.
  if (type === "float" && saved.type === "int") return writeOf({ ...saved, type: "float", value: Number(saved.value) });
  if (type === "int" && saved.type === "float" && Number.isSafeInteger(saved.value)) return writeOf({ ...saved, type: "int" });
  return nameOfType(type) === nameOfType(saved.type) ? writeOf(saved) : null;
}

function nameOfType(type: string): string {
  return type === "ColouredEnum" ? "Enum" : type;
}

/** The saved value as it would be written from outside; `null` where it can't be. */
function writeOf({ type, value }: SavedObject): AttributeWrite | null {
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
  const saved = savedObject.safeParse(entry);
  return saved.success ? writeOf(saved.data) : null;
}

/** A value that is there already is not set: a setter may move something. */
export function isThere(write: AttributeWrite, present: SerializedObject): boolean {
  return !isContainer(present) && nameOfType(present.type) === write.type && JSON.stringify(present.value) === JSON.stringify(write.value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

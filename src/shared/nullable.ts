import type { SerializedObject, SerializedPlace } from "./serialized.ts";

/** Whether the value at this place may be set to empty. */
export function isNullable({ display }: Pick<SerializedPlace, "display">): boolean {
  return display?.nullable !== undefined;
}

/**
 * For a value that is empty now: the same place with a neutral value of the type that it takes, by which typed text can be read. Any other object is returned as it is, and so
 * is an empty one of which the type is not known.
 */
export function whenSet(object: SerializedObject): SerializedObject {
  if (object.type !== "NoneType") return object;
  const { type, unit = "", enum: names = {} } = object.display?.nullable ?? {};
  const { full_access_path, readonly, doc, display, changed_at, computed } = object;
  const place: SerializedPlace = { full_access_path, readonly, doc, display, changed_at, computed };
  switch (type) {
    case undefined:
      return object;
    case "float":
    case "int":
      return { ...place, type, value: 0 };
    case "bool":
      return { ...place, type, value: false };
    case "str":
      return { ...place, type, value: "" };
    case "datetime":
      return { ...place, type, value: new Date(0).toISOString() };
    case "Quantity":
      return { ...place, type, value: { magnitude: 0, unit } };
    case "Enum":
      return { ...place, type, name: "", value: "", enum: names };
    case "ColouredEnum":
      return {
        ...place,
        type,
        name: "",
        value: "",
        enum: Object.fromEntries(Object.entries(names).map(([name, colour]) => [name, String(colour)])),
      };
    case "list":
      return { ...place, type, value: [] };
    case "dict":
      return { ...place, type, value: {} };
  }
}

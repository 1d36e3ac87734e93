import { isNullable } from "#shared/nullable.ts";
import type { AttributeWrite, SerializedPlace } from "#shared/serialized.ts";

type Parsed = { write: AttributeWrite } | { problem: string };

/** The same parser for a place that may be empty: a field that was cleared means empty. */
export function orEmpty(place: Pick<SerializedPlace, "display">, parse: (text: string) => Parsed): (text: string) => Parsed {
  if (!isNullable(place)) return parse;
  return (text) => (text.trim() === "" ? { write: { type: "NoneType", value: null } } : parse(text));
}

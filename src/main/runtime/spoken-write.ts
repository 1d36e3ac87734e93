import type { AttributeWrite } from "#shared/serialized.ts";
import { cutText } from "./cut-text.ts";

/** The longest value within a sentence, in characters. */
const longestSpoken = 200;

/** A written value as it is called in a message. */
export function spokenWrite({ type, value }: AttributeWrite): string {
  switch (type) {
    case "Enum":
    case "datetime":
      return value;
    case "Quantity":
      return `${value.magnitude} ${value.unit}`.trimEnd();
    case "float":
    case "int":
      return String(value);
    case "list":
      return cutText(`[${value.map(spokenWrite).join(", ")}]`, longestSpoken);
    case "dict": {
      const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${spokenWrite(entry)}`);
      return cutText(`{ ${entries.join(", ")} }`, longestSpoken);
    }
    default:
      return cutText(JSON.stringify(value), longestSpoken);
  }
}

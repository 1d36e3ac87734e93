import type { SerializedObject } from "#shared/serialized.ts";
import { formatExact } from "#shared/format/number.ts";
import { formatExactTime } from "./exact-time.ts";
import { visibleText } from "./visible-text.ts";

/** Longer texts are no longer read along. */
const longestText = 2000;

/** A value in words, as what a method gave: `3.2 mV`, `[1, 2]`, `{ gain: 2 }`; cut where it is very long. */
export function plainValue(object: SerializedObject): string {
  const parts: string[] = [];
  let length = 0;
  const write = (text: string): void => {
    if (length <= longestText) parts.push(text);
    length += text.length;
  };
  writeValue(object, write, () => length > longestText, true);
  const text = parts.join("");
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}

function writeValue(object: SerializedObject, write: (text: string) => void, isFull: () => boolean, isWhole: boolean): void {
  switch (object.type) {
    case "float":
      return write(formatExact(object.value));
    case "Quantity":
      return write(`${formatExact(object.value.magnitude)}${object.value.unit === "" ? "" : ` ${visibleText(object.value.unit)}`}`);
    case "str":
      return write(visibleText(isWhole ? object.value : JSON.stringify(object.value)));
    case "datetime":
      return write(formatExactTime(object.value));
    case "NoneType":
      return write("nothing");
    case "int":
    case "bool":
      return write(String(object.value));
    case "Enum":
    case "ColouredEnum":
      return write(visibleText(object.value));
    case "Exception":
      return write(visibleText(`${object.name}: ${object.value}`));
    case "method":
      return write("(method)");
    case "list":
      write("[");
      object.value.some((entry, index) => {
        if (index > 0) write(", ");
        writeValue(entry, write, isFull, false);
        return isFull();
      });
      return write("]");
    default:
      write("{ ");
      Object.entries(object.value).some(([name, entry], index) => {
        write(`${index > 0 ? ", " : ""}${visibleText(name)}: `);
        writeValue(entry, write, isFull, false);
        return isFull();
      });
      return write(" }");
  }
}

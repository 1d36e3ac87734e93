import type { AttributeWrite } from "#shared/serialized.ts";
import type { MethodArguments } from "#shared/service-channel.ts";
import { floatText, integerText } from "../../wire/dialect.ts";
import { JsonText } from "../../wire/socket-parser.ts";

/** A value as pydase's client sends it. */
export function encodeWrite(write: AttributeWrite): string {
  return `{"full_access_path":"","doc":null,"readonly":false,"type":${JSON.stringify(write.type)},"value":${valueText(write)}}`;
}

function valueText(write: AttributeWrite): string {
  switch (write.type) {
    case "float":
      return floatText(write.value, "python");
    case "int":
      return integerText(write.value, "python");
    case "Quantity":
      return `{"magnitude":${floatText(write.value.magnitude, "python")},"unit":${JSON.stringify(write.value.unit)}}`;
    case "list":
      return `[${write.value.map(encodeWrite).join(",")}]`;
    case "dict":
      return entriesText(write.value);
    default:
      return JSON.stringify(write.value);
  }
}

function entriesText(entries: Readonly<Record<string, AttributeWrite>>): string {
  return `{${Object.entries(entries)
    .map(([key, entry]) => `${JSON.stringify(key)}:${encodeWrite(entry)}`)
    .join(",")}}`;
}

/** What a value is set with. */
export function updateRequest(path: string, write: AttributeWrite): JsonText {
  return new JsonText(`{"access_path":${JSON.stringify(path)},"value":${encodeWrite(write)}}`);
}

/** What a method is called with. */
export function triggerRequest(path: string, { args, kwargs }: MethodArguments): JsonText {
  const positional = encodeWrite({ type: "list", value: args });
  const named = encodeWrite({ type: "dict", value: kwargs ?? {} });
  return new JsonText(`{"access_path":${JSON.stringify(path)},"args":${positional},"kwargs":${named}}`);
}

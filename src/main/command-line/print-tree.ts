import { inDisplayOrder } from "#shared/display-order.ts";
import { isContainer, type SerializedContainer, type SerializedMethod, type SerializedObject } from "#shared/serialized.ts";
import type { LeftOut, ServiceDescription } from "#shared/service-channel.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";

/** What a service serves, as text, in the order in which the window shows it: attributes with type and value, methods, tasks with the options that are not defaults, warnings, and what is not served. */
export function printTree({ title, attributes, tasks, leftOut }: ServiceDescription): string {
  const lines = [`${title} (${attributes.name})`, ...partLines(attributes, "  "), ...Object.values(tasks).flatMap(taskLines)];
  return [...lines, ...leftOutLines(leftOut)].join("\n");
}

/** How many entries of a list or dict are shown one by one. */
const entriesShown = 20;

function partLines(container: SerializedContainer, indent: string): string[] {
  const parts: [string, SerializedObject][] =
    container.type === "list"
      ? container.value.map((entry, index) => [`[${index}]`, entry])
      : [...inDisplayOrder(Object.entries(container.value))];
  const shown = container.type === "list" || container.type === "dict" ? parts.slice(0, entriesShown) : parts;
  const lines = shown.flatMap(([name, value]) => valueLines(container.type === "dict" ? JSON.stringify(name) : name, value, indent));
  return shown.length === parts.length ? lines : [...lines, `${indent}… ${parts.length - shown.length} more`];
}

function valueLines(name: string, value: SerializedObject, indent: string): string[] {
  if (value.type === "method") return [`${indent}${name}(${parametersOf(value)})${value.async ? ": async" : ""}`];
  const readonly = value.readonly ? " (read-only)" : "";
  if (isContainer(value)) {
    const kind = value.type === "list" || value.type === "dict" ? value.type : value.name;
    return [`${indent}${name}: ${kind}${readonly}`, ...partLines(value, `${indent}  `)];
  }
  return [`${indent}${name}: ${value.type} = ${shownValue(value)}${readonly}`];
}

function shownValue(value: Exclude<SerializedObject, SerializedContainer>): string {
  switch (value.type) {
    case "Exception":
      return `${value.name}: ${value.value}`;
    case "Quantity":
      return `${value.value.magnitude} ${value.value.unit}`;
    case "Enum":
    case "ColouredEnum":
      return `${value.value} of ${Object.keys(value.enum).join(", ")}`;
    default:
      return JSON.stringify(value.value);
  }
}

function parametersOf({ signature: { parameters } }: SerializedMethod): string {
  const texts = Object.entries(parameters).map(([name, { optional, default: value }]) => {
    if (value !== null) return `${name} = ${value}`;
    return optional && !name.startsWith("...") ? `${name}?` : name;
  });
  return texts.join(", ");
}

function leftOutLines(leftOut: readonly LeftOut[]): string[] {
  if (leftOut.length === 0) return [];
  return ["Not served:", ...leftOut.map(({ path, reason }) => `  ${path === "" ? '""' : path}: ${reason}`)];
}

function taskLines({ path, options, warnings, isPrivate }: TaskSnapshot): string[] {
  const set = Object.entries(options).map(([name, value]) => `${name}: ${String(value)}`);
  return [
    `  ${path}: ${isPrivate === true ? "private task" : "task"} { ${set.join(", ")} }`,
    ...warnings.map((warning) => `    warning: ${warning}`),
  ];
}

import type { ServiceDescription } from "#shared/service-channel.ts";
import type { SerializedDataService, SerializedObject } from "#shared/serialized.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";

/** What a service serves, as text: attributes with type and value, tasks with the options that are not defaults, warnings. */
export function printTree({ title, attributes, tasks }: ServiceDescription): string {
  return [`${title} (${attributes.name})`, ...attributeLines(attributes, "  "), ...Object.values(tasks).flatMap(taskLines)].join("\n");
}

function attributeLines(service: SerializedDataService, indent: string): string[] {
  return Object.entries(service.value).flatMap(([name, value]) => valueLines(name, value, indent));
}

function valueLines(name: string, value: SerializedObject, indent: string): string[] {
  if (value.type === "DataService") return [`${indent}${name}: ${value.name}`, ...attributeLines(value, `${indent}  `)];
  const shown = value.type === "Exception" ? `${value.name}: ${value.value}` : JSON.stringify(value.value);
  return [`${indent}${name}: ${value.type} = ${shown}${value.readonly ? " (read-only)" : ""}`];
}

function taskLines({ path, options, warnings }: TaskSnapshot): string[] {
  const set = Object.entries(options).map(([name, value]) => `${name}: ${String(value)}`);
  return [`  ${path}: task { ${set.join(", ")} }`, ...warnings.map((warning) => `    warning: ${warning}`)];
}

import { instanceName, instanceNameProblem, parseParameterLines, type ServiceInstance } from "#shared/service-instance.ts";

type Parsed =
  | { readonly kind: "service"; readonly service: Omit<ServiceInstance, "file"> }
  | { readonly kind: "problem"; readonly field: "name" | "parameters"; readonly text: string };

/** Reads what was typed, or says what is wrong in which field. @param takenNames - of the services of this file */
export function parseLoadAgain({ name, lines }: { name: string; lines: string }, takenNames: readonly string[]): Parsed {
  if (name.trim() === "") return { kind: "problem", field: "name", text: "Type a name" };
  const nameProblem = instanceNameProblem(name);
  if (nameProblem !== null) return { kind: "problem", field: "name", text: sentence(nameProblem) };
  const parsedName = instanceName.parse(name);
  if (takenNames.includes(parsedName))
    return { kind: "problem", field: "name", text: `${parsedName} is on the deck already; type another name` };
  try {
    return { kind: "service", service: { name: parsedName, parameters: parseParameterLines(lines) } };
  } catch (error) {
    return { kind: "problem", field: "parameters", text: sentence(error instanceof Error ? error.message : String(error)) };
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

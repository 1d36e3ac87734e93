import { hidePasswords } from "#shared/hide-passwords.ts";
import type { ErrorReport, SourceLocation } from "#shared/primitives.ts";
import type { ProcessExit } from "#shared/service-snapshot.ts";
import { baseName } from "./file.ts";
import { visibleText } from "./visible-text.ts";

/** An error in one line: `TypeError: x is not a function`. */
export function errorLine(error: Pick<ErrorReport, "name" | "message">): string {
  const what = errorMessageLine(error);
  const name = visibleText(error.name);
  return what === "" ? `${name} (no message)` : `${name}: ${what}`;
}

/** An error with all of its message. */
export function errorInFull({ name, message }: Pick<ErrorReport, "name" | "message">): string {
  return visibleText(message.trim() === "" ? `${name} (no message)` : `${name}: ${message}`);
}

/** The first line of an error's message; empty where it has none. */
export function errorMessageLine({ message }: Pick<ErrorReport, "message">): string {
  return visibleText(message.trim().split("\n", 1)[0] ?? "");
}

/** What to tell a person of something that was caught. */
export function errorText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim() === "" ? "No reason was given" : visibleText(hidePasswords(text));
}

/** `sensor-service.ts:12:5` */
export function formatLocation(location: SourceLocation): string {
  return `${baseName(location.file)}:${location.line}:${location.column}`;
}

/** How a process ended: `exit code 3`, `signal SIGKILL`. */
export function formatExit(exit: ProcessExit): string {
  if (exit.signal !== null) return `signal ${exit.signal}`;
  return exit.code === null ? "no exit code" : `exit code ${exit.code}`;
}

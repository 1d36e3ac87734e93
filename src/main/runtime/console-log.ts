/** Writes to the console of the service, if it still has one: its own code may have replaced it, and must not be able to break the supervisor by that. */
export function logToConsole(level: "error" | "warn", what: unknown): void {
  try {
    console[level](what);
  } catch {
    // Nobody is left to be told.
  }
}

import { cutText } from "./cut-text.ts";

/** What an author wrote, as it is called in a message about it. */
export function spokenValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(cutText(value, 200));
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

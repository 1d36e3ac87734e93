import { cutText, longestResult } from "./cut-text.ts";

/** What a run returned, as JSON text that can be kept and shown; `null` where JSON has no text for it. Never throws itself. */
export function resultText(value: unknown): string | null {
  try {
    // Undefined, whatever the type says, for what JSON has no text for.
    const text: unknown = JSON.stringify(value);
    if (typeof text !== "string" || text.length <= longestResult) return typeof text === "string" ? text : null;
    // Still JSON text, of as much as can be kept.
    return JSON.stringify(cutText(typeof value === "string" ? value : text, longestResult));
  } catch {
    return null;
  }
}

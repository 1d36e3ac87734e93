import type { LifecycleCommand } from "../service-words.ts";

/** The keys that act on the row that has the focus. */
export const rowKeys: Readonly<Record<LifecycleCommand | "history", string>> = { start: "S", stop: "X", restart: "R", history: "H" };

export type RowCommand = keyof typeof rowKeys;

/** The command of a key, `null` for any other. On a layout without Latin letters the key at the same place counts. */
export function rowCommandOf(event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "repeat">): RowCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
  const typed = event.key.toUpperCase();
  const letter = /^[A-Z]$/.test(typed) || event.key.length > 1 || event.key.charCodeAt(0) < 128 ? typed : event.code.replace(/^Key/, "");
  return (Object.keys(rowKeys) as RowCommand[]).find((command) => rowKeys[command] === letter) ?? null;
}

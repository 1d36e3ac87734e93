import type { Actor } from "#shared/primitives.ts";

/** Who changed a value: this window, somebody else, or the service itself (`null`). */
export type Writer = Actor | "this window" | null;

/** A text in a field that is not sent yet. */
export interface Draft {
  readonly text: string;
  /** What stood in the field when it was begun. */
  readonly from: string;
  /** The value as it was last reported. */
  readonly reported: string;
  /** The value was changed from elsewhere since the draft was begun, and last by whom; `null` by nobody else. */
  readonly changed: { readonly by: Actor | null } | null;
}

/** A draft that is begun in a field that shows `shown`, of a value that is `reported`. */
export function beginDraft(text: string, shown: string, reported: string): Draft {
  return { text, from: shown, reported, changed: null };
}

/** The draft after the value has become another. A write of this window is no news to who sits at it. */
export function valueReported(draft: Draft, reported: string, by: Writer): Draft {
  if (reported === draft.reported) return draft;
  return { ...draft, reported, changed: by === "this window" ? null : { by } };
}

/** Whether sending the draft would overwrite what somebody else has set meanwhile. */
export function overwritesChange(draft: Draft): boolean {
  return draft.changed !== null && draft.text !== draft.reported;
}

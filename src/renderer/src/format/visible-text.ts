/** Embeddings, overrides and isolates: they turn what follows around, and with it what a person reads. */
const turningCharacters = /[\u202A-\u202E\u2066-\u2069]/g;

/** A text of a service as it stands in the window: `⟨U+202E⟩` in place of a character that would reverse what follows. */
export function visibleText(text: string): string {
  return text.replace(turningCharacters, (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase()}⟩`);
}

/** Control and format characters (among them those that turn the direction of text), line separators, and halves of a surrogate pair. */
const invisibleCharacters = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A path as a person can check it: `⟨U+202E⟩` in place of a character that can't be seen, breaks the line, or turns what follows around. */
export function visiblePath(path: string): string {
  return path.replace(invisibleCharacters, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

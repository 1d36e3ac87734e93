/** Colours that a program gives its own lines; here they would only be in the way. */
// eslint-disable-next-line no-control-regex -- they are what this is about
const colours = /\u001B\[[\d;]*m/g;
/** What moves the cursor, renames the window, turns what follows around or can't be seen. Tabs stay, and what joins the parts of an emoji or of a word. */
// eslint-disable-next-line no-control-regex -- they are what this is about
const ruling = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029]|(?![\u200C\u200D])\p{Cf}/gu;
/** The same in JSON, which escapes the first of them by itself. */
const rulingInJson = /[\u007F-\u009F\u2028\u2029]|\p{Cf}/gu;

/** A text of a service in one line that can't rule the terminal: `⟨U+001B⟩` in place of a character that would. */
export function printable(text: string): string {
  return text
    .replace(colours, "")
    .replace(ruling, (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** A value as JSON in which nothing can rule the terminal: it is escaped, so that the value stays the same. */
export function safeJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent) as string | undefined;
  return (text ?? "null").replace(rulingInJson, (character) =>
    Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join(""),
  );
}

/** The same of a text of several lines, in one: line breaks become spaces. */
export function inOneLine(text: string): string {
  return printable(text.trim().replaceAll(/\s*[\r\n]+\s*/g, " "));
}

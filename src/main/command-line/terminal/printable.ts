/** Colours that a program gives its own lines; here they would only be in the way. */
// eslint-disable-next-line no-control-regex -- they are what this is about
const colours = /\u001B\[[\d;]*m/g;
/** What moves the cursor, renames the window or turns what follows around. Tabs stay. */
// eslint-disable-next-line no-control-regex -- they are what this is about
const ruling = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;

/** A text of a service in one line that can't rule the terminal: `⟨U+001B⟩` in place of a character that would. */
export function printable(text: string): string {
  return text
    .replace(colours, "")
    .replace(ruling, (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** The same of a text of several lines, in one: line breaks become spaces. */
export function inOneLine(text: string): string {
  return printable(text.trim().replaceAll(/\s*[\r\n]+\s*/g, " "));
}

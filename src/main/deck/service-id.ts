import { basename, extname } from "node:path";
import { routeNames } from "#shared/route-names.ts";

/** Longer ids would not fit into an address, a table or a file name. Characters, of which one can take two units of UTF-16. */
export const maxIdLength = 64;

/** Names that every object of JavaScript has: as a member of the deck's tree they would be mistaken for these. */
const objectNames = ["constructor"];

const reserved: ReadonlySet<string> = new Set([...routeNames, ...objectNames]);

/**
 * The name of a service file in kebab-case: `SensorService.ts` → `sensor-service`. Several files may have the same. State files are named by it, so it must never
 * change for a given path.
 */
export function nameOfFile(file: string): string {
  return kebabCase(basename(file, extname(file))) || "service";
}

/** A service's id: its own name, or else its file's name, in kebab-case, made unique with a number. */
export function serviceIdOf(file: string, taken: ReadonlySet<string>, name?: string): string {
  return uniqueId(name ?? nameOfFile(file.normalize("NFC")), taken);
}

/** A name in kebab-case of at most 64 characters, made unique with a number. An id that would hide a route of the server gets a number, too. */
export function uniqueId(name: string, taken: ReadonlySet<string>): string {
  // A file system may spell an accented letter as two characters.
  const id = cut(kebabCase(name.normalize("NFC")) || "service", maxIdLength);
  if (!taken.has(id) && !reserved.has(id)) return id;
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const numbered = cut(id, maxIdLength - suffix.length) + suffix;
    if (!taken.has(numbered)) return numbered;
  }
}

function cut(id: string, length: number): string {
  const letters = Array.from(id);
  return letters.length <= length ? id : letters.slice(0, length).join("").replace(/-+$/, "");
}

export function kebabCase(name: string): string {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1-$2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1-$2")
    .replace(/[^\p{L}\d]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
}

import { basename, extname } from "node:path";

/** A service's id: its file's base name in kebab-case (`SensorService.ts` → `sensor-service`), made unique with a number. */
export function serviceIdOf(file: string, taken: ReadonlySet<string>): string {
  return uniqueId(basename(file, extname(file)), taken);
}

/** A name in kebab-case, made unique with a number. */
export function uniqueId(name: string, taken: ReadonlySet<string>): string {
  const id = kebabCase(name) || "service";
  if (!taken.has(id)) return id;
  for (let number = 2; ; number += 1) {
    const numbered = `${id}-${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}

function kebabCase(name: string): string {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1-$2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1-$2")
    .replace(/[^\p{L}\d]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
}

/**
 * The names of a TypeScript enum, or of an object of names and values, with what they stand for; a text that says what is wrong if there is none such. Of
 * the numbers that TypeScript maps back to names (`Mode[0]`) nothing is left.
 */
export function namesOfEnum(values: unknown): Readonly<Record<string, string | number>> | string {
  if (typeof values !== "object" || values === null || Array.isArray(values)) return "it needs an enum, or an object of names and values";
  const names: Record<string, string | number> = {};
  const seen = new Map<unknown, string>();
  for (const [name, value] of Object.entries(values) as [string, unknown][]) {
    if (isReverse(values, name, value)) continue;
    if (name === "" || name === "__proto__") return `"${name}" can't be a name`;
    if (typeof value !== "string" && typeof value !== "number") return `${name} must stand for a number or a text, not for ${typeof value}`;
    const same = seen.get(value);
    if (same !== undefined) return `${same} and ${name} stand for the same value, ${JSON.stringify(value)}`;
    seen.set(value, name);
    names[name] = value;
  }
  return seen.size === 0 ? "it has no names" : Object.freeze(names);
}

/** What TypeScript writes besides `Idle: 1`: `1: "Idle"`. */
function isReverse(values: object, name: string, value: unknown): boolean {
  return typeof value === "string" && String(Number(name)) === name && Object.is(Reflect.get(values, value), Number(name));
}

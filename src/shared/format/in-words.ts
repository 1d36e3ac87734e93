/** The name of a class in words: `SensorService` → `Sensor Service`. */
export function inWords(className: string): string {
  return className
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replaceAll("_", " ")
    .trim();
}

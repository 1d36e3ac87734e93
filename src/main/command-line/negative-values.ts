/** What begins as a negative number, and is no option. */
const negative = /^-(?:[\d.,]|inf|nan\b)/i;

/**
 * Arguments in which the value of `set` may begin with a minus: such a value goes to the end, behind `--`, where no option is looked for.
 *
 * @param args - what stands behind the program's name
 */
export function protectNegativeValues(args: readonly string[]): string[] {
  if (args[0] !== "set" || args.includes("--")) return [...args];
  const values = args.filter((arg) => negative.test(arg));
  return values.length === 0 ? [...args] : [...args.filter((arg) => !negative.test(arg)), "--", ...values];
}

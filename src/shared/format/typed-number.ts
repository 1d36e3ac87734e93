/** A sign, digits and an exponent as a person types them, before a unit or nothing. */
const numberStart = /^[+-]?[\d.,]*\d[\d.,]*(?:e[+-]?\d+)?/i;

/** The text with the typographic minus as a plain one, and without the underscores that group digits (`1_000`). */
export function normalizeDigits(text: string): string {
  return text
    .trim()
    .replaceAll("\u2212", "-")
    .replaceAll(/(?<=\d)_(?=\d)/g, "");
}

/**
 * Says why a text that looks like a number is refused, and what to write; `null` where there is nothing to say of it. One comma is a decimal comma (`1,5`), but with one to
 * three digits before it and exactly three behind it, it may as well group thousands (`12,000`): then it is refused, since a factor of a thousand may hang on it.
 *
 * @param text - may end with a unit
 */
export function typedNumberProblem(text: string): string | null {
  const [number] = numberStart.exec(normalizeDigits(text)) ?? [];
  if (number === undefined) return null;
  const commas = number.split(",").length - 1;
  const [mantissa = ""] = number.split(/e/i);
  if (commas === 1 && /^[+-]?[1-9]\d{0,2},\d{3}$/.test(mantissa))
    return `“${number}” could mean two numbers: write ${number.replace(",", "")} or ${number.replace(",", ".")}`;
  if ((commas > 1 || mantissa.includes(".")) && /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(mantissa))
    return `Write ${number.replaceAll(",", "")}, without commas between the digits`;
  if (/^[+-]?\d{1,3}(?:\.\d{3})+,\d*$/.test(mantissa))
    return `Write ${number.replaceAll(".", "").replace(",", ".")}, with one decimal point and nothing between the other digits`;
  if (commas <= 1 && Math.abs(Number(number.replace(",", "."))) === Infinity)
    return `“${number}” is too large: the largest number is 1.797e308`;
  return null;
}

const forms = /^(#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})|[a-z]{3,30}|(rgb|hsl)a?\([\d\s.,%/-]{1,60}(deg[\d\s.,%/-]{1,60})?\))$/i;

/** A colour of a service, if it is nothing but a colour; else `null`. It is a text of somebody's file, which must not bring anything else into a style. */
export function safeColour(text: string): string | null {
  const colour = text.trim();
  return forms.test(colour) ? colour : null;
}

/** White space and comments. */
const gap = String.raw`(?:\s|/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*\n)*`;
/** How a method may be named: a word, a number, a text, or what is worked out between brackets. */
const methodName = String.raw`(?:[\p{ID_Start}$_][\p{ID_Continue}$]*|[\d.]+|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\[(?:[^\]"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\])`;
const withParameter = new RegExp(String.raw`^async${gap}${methodName}${gap}\(${gap}[^\s)/]`, "u");

/**
 * Whether an async method declares parameters. Its `length` counts neither those with a default nor the rest, so the source is looked at as well; that of a
 * function which another decorator put in its place says nothing of the author's method.
 */
export function declaresParameters(method: { readonly length: number; toString(): string }): boolean {
  if (method.length > 0) return true;
  const source = method.toString();
  return !/^async\s+function\b/.test(source) && withParameter.test(source);
}

/** The longest message and the longest stack of an error that leave a service, in characters. */
export const longestErrorText = 16 * 1024;
/** The longest message within a stack: the frames below it are what the stack is for. */
export const longestMessageInStack = 4 * 1024;
/** The longest result of a task. */
export const longestResult = 64 * 1024;
/** The longest text that is served as an attribute. */
export const longestServedText = 1024 * 1024;
/** How many entries a list or dict that is served may have. */
export const longestServedList = 10_000;
/** How many members and entries one service serves, all parts of its tree together. */
export const mostServedPlaces = 100_000;
/** The most text that it serves, all together, in characters. */
export const mostServedText = 16 * 1024 * 1024;
/** How many services, lists and dicts may be within one another. */
export const deepestServed = 32;

/** The text, or as much of it as is allowed, with a note of how long it was. */
export function cutText(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
}

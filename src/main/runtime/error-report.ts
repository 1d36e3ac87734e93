import { hidePasswords } from "#shared/hide-passwords.ts";
import type { ErrorReport, IsoTime } from "#shared/primitives.ts";
import { authorStack, isForeign, locationIn, namesBundle } from "./author-stack.ts";
import { causesOf, type Cause } from "./causes.ts";
import { cutText, longestErrorText, longestMessageInStack } from "./cut-text.ts";

/** The longest reason within another error's message, in characters. */
const longestReason = 200;

/** Something that was thrown. Its report is made when it is first asked for: of a task that fails over and over, most failures are never looked at. */
export class ThrownFailure {
  #thrown: unknown;
  readonly #at: IsoTime;
  #report: ErrorReport | null = null;

  constructor(thrown: unknown, at: IsoTime) {
    this.#thrown = thrown;
    this.#at = at;
  }

  get report(): ErrorReport {
    this.#report ??= toErrorReport(this.#thrown, this.#at);
    // Who knows what it holds in memory.
    this.#thrown = null;
    return this.#report;
  }
}

/**
 * Turns any thrown thing into what is shown of it, with what caused it, cut to a bearable length; never throws itself, whatever it is given.
 */
export function toErrorReport(thrown: unknown, at: IsoTime): ErrorReport {
  const { name, message } = describeThrown(thrown);
  const stack = stackOf(thrown);
  const causes = causesOf(thrown);
  const stacks = [stack, ...causes.map(({ thrown: cause }) => stackOf(cause))].filter((text) => text !== null);
  const parts = [
    ...(stack === null ? [] : [authorStack(stack, isForeign)]),
    ...causes.map(({ thrown: cause }) => `Caused by: ${ownText(cause)}`),
  ];
  return {
    name,
    message: withHints(withReasons(message, causes), { name, stack }),
    stack: parts.length === 0 ? null : hidePasswords(cutText(parts.join("\n"), longestErrorText)),
    // What a library wraps is often all that has a place in the author's file.
    location: stacks.map((text) => locationIn(text, isForeign)).find((location) => location !== null) ?? null,
    at,
  };
}

/** What the author has to know of how service files are compiled to understand the message. */
function withHints(message: string, { name, stack }: { name: string; stack: string | null }): string {
  const hints = [
    ...(namesBundle(message) ? [bundleHint] : []),
    ...(name === "TypeError" && stack !== null && decoratorCall.test(stack) ? [decoratorHint] : []),
  ];
  return [message, ...hints.map((hint) => `(${hint})`)].join(" ");
}

/** Not every name that is worked out is known to be looked for beside the file that it stands in. */
const bundleHint =
  'a name that is worked out was looked for from the bundle: write the name out, or import new URL("./x.mjs", import.meta.url).href';
/** The function that esbuild has call decorators, within the bundle. */
const decoratorCall = /^\s+at __decorateElement \(/m;
/** One that was written for the older kind is called with other arguments than it expects, and fails at the first of them. */
const decoratorHint =
  'from applying a decorator: decorators here are the standard ones, called with (value, context); those for "experimentalDecorators", called with (target, key), do not work';

function ownText(cause: unknown): string {
  const { name, message } = describeThrown(cause);
  const stack = stackOf(cause);
  return stack === null ? `${name}: ${cutText(message, longestMessageInStack)}` : authorStack(stack, isForeign);
}

/** The innermost reasons, which outer errors tend to hide, unless the message tells them already. */
function withReasons(message: string, causes: readonly Cause[]): string {
  const innermost = causes
    .filter(({ isInnermost }) => isInnermost)
    .map(({ thrown }) => cutText(describeThrown(thrown).message, longestReason));
  const reasons = [...new Set(innermost)].filter((reason) => reason !== "" && !message.includes(reason)).join("; ");
  if (reasons === "") return message;
  return message === "" ? reasons : `${message} (caused by ${reasons})`;
}

/** Name and message of any thrown thing, without the passwords of addresses in it; never throws itself. */
export function describeThrown(thrown: unknown): Pick<ErrorReport, "name" | "message"> {
  try {
    if (typeof thrown !== "object" || thrown === null)
      return { name: "Error", message: hidePasswords(cutText(String(thrown), longestErrorText)) };
    const { name, message }: { name?: unknown; message?: unknown } = thrown;
    return {
      name: typeof name === "string" && name !== "" ? cutText(name, 200) : "Error",
      message: hidePasswords(cutText(typeof message === "string" ? message : describeObject(thrown), longestErrorText)),
    };
  } catch {
    return { name: "Error", message: "Something was thrown that can't be read" };
  }
}

/** The thrown thing as an error that travels: `throw null` is one, too. Never throws itself. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  const { name, message } = describeThrown(thrown);
  return Object.assign(new Error(message), { name });
}

function stackOf(thrown: unknown): string | null {
  try {
    if (typeof thrown !== "object" || thrown === null) return null;
    const { message, stack }: { message?: unknown; stack?: unknown } = thrown;
    if (typeof stack !== "string") return null;
    if (typeof message !== "string" || message.length <= longestMessageInStack) return stack;
    return stack.replace(message, () => cutText(message, longestMessageInStack));
  } catch {
    return null;
  }
}

function describeObject(thrown: object): string {
  // What JSON has no text for, such as an object whose toJSON gives undefined, is undefined, whatever the type says.
  const text: unknown = JSON.stringify(thrown);
  return typeof text === "string" ? text : Object.prototype.toString.call(thrown);
}

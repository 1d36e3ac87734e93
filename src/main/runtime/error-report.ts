import type { ErrorReport, IsoTime } from "#shared/primitives.ts";
import { authorStack, isForeign, locationIn } from "./author-stack.ts";
import { cutText, longestErrorText, longestMessageInStack } from "./cut-text.ts";

/** Turns any thrown thing into what is shown of it, cut to a bearable length; never throws itself, whatever it is given. */
export function toErrorReport(thrown: unknown, at: IsoTime): ErrorReport {
  const described = describeThrown(thrown);
  const stack = stackOf(thrown);
  return {
    ...described,
    stack: stack === null ? null : cutText(authorStack(stack, isForeign), longestErrorText),
    location: stack === null ? null : locationIn(stack, isForeign),
    at,
  };
}

/** Name and message of any thrown thing; never throws itself. */
export function describeThrown(thrown: unknown): Pick<ErrorReport, "name" | "message"> {
  try {
    if (typeof thrown !== "object" || thrown === null) return { name: "Error", message: cutText(String(thrown), longestErrorText) };
    const { name, message }: { name?: unknown; message?: unknown } = thrown;
    return {
      name: typeof name === "string" && name !== "" ? cutText(name, 200) : "Error",
      message: cutText(typeof message === "string" ? message : describeObject(thrown), longestErrorText),
    };
  } catch {
    return { name: "Error", message: "Something was thrown that can't be read" };
  }
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

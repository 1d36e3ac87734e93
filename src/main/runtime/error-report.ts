import type { ErrorReport, IsoTime } from "#shared/primitives.ts";
import { authorStack, isForeign, locationIn } from "./author-stack.ts";

/** Turns any thrown thing into what is shown of it; never throws itself, whatever it is given. */
export function toErrorReport(thrown: unknown, at: IsoTime): ErrorReport {
  try {
    if (typeof thrown !== "object" || thrown === null) return { name: "Error", message: String(thrown), stack: null, location: null, at };
    const { name, message, stack }: { name?: unknown; message?: unknown; stack?: unknown } = thrown;
    const stackText = typeof stack === "string" ? stack : null;
    return {
      name: typeof name === "string" && name !== "" ? name : "Error",
      message: typeof message === "string" ? message : describeObject(thrown),
      stack: stackText === null ? null : authorStack(stackText, isForeign),
      location: stackText === null ? null : locationIn(stackText, isForeign),
      at,
    };
  } catch {
    return { name: "Error", message: "Something was thrown that can't be read", stack: null, location: null, at };
  }
}

function describeObject(thrown: object): string {
  // What JSON has no text for, such as an object whose toJSON gives undefined, is undefined, whatever the type says.
  const text: unknown = JSON.stringify(thrown);
  return typeof text === "string" ? text : Object.prototype.toString.call(thrown);
}

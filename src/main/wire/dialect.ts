import type { IncomingHttpHeaders } from "node:http";
import type { JsonFloat, JsonInteger } from "#shared/serialized.ts";

/**
 * How numbers are written that JSON lacks. Python reads and writes the bare words `NaN`, `Infinity`, and integers of any size; a browser would drop a connection
 * for one, and gets text. Another deck reads both, and is told also what pydase has no room for: how a value wants to be shown, when it changed, and all of a task.
 */
export const dialects = ["python", "browser", "dasedeck"] as const;
export type Dialect = (typeof dialects)[number];

/** The header by which a client asks for a dialect. */
export const dialectHeader = "x-dasedeck-dialect";

/** Which dialect a client reads: it asks for one; else browsers alone say what they are, or where their page comes from. */
export function dialectOf(headers: IncomingHttpHeaders): Dialect {
  const asked = dialects.find((dialect) => dialect === headers[dialectHeader]);
  if (asked !== undefined) return asked;
  const { origin, "user-agent": userAgent = "", "sec-fetch-mode": fetchMode } = headers;
  return origin !== undefined || fetchMode !== undefined || userAgent.startsWith("Mozilla/") ? "browser" : "python";
}

/** A float as JSON text: with a decimal point, by which a Python script without a client of ours knows it from an integer. */
export function floatText(value: JsonFloat, dialect: Dialect): string {
  if (typeof value === "string") return dialect === "python" ? value : `"${value}"`;
  const text = String(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
}

/** Python's Socket.IO drops a packet in which an integer has more characters than this, and with it all that is in the packet. */
const longestInteger = 100;

/** An integer as JSON text; one that the client could not read is the text of its digits. */
export function integerText(value: JsonInteger, dialect: Dialect): string {
  if (typeof value === "number") return String(value);
  return dialect === "python" && value.length <= longestInteger ? value : `"${value}"`;
}

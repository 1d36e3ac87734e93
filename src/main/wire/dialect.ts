import type { IncomingHttpHeaders } from "node:http";
import type { JsonFloat, JsonInteger } from "#shared/serialized.ts";

/**
 * How numbers are written that JSON lacks. Python reads and writes the bare words `NaN`, `Infinity`, and integers of any size; a browser would drop a connection
 * for one, and gets text.
 */
export type Dialect = "python" | "browser";

/** Which dialect a client reads: browsers alone say what they are, or where their page comes from. */
export function dialectOf({ origin, "user-agent": userAgent = "", "sec-fetch-mode": fetchMode }: IncomingHttpHeaders): Dialect {
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

import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { responseHeaders } from "./response-headers.ts";

/** How long a client may take to read an answer that ends its connection, in milliseconds. */
const lingerMs = 1000;

/** Answers a request of which only the connection is left, as JSON, and ends the connection. */
export function answerOn(socket: Duplex, status: number, body: object): void {
  // The client may have gone already, or never read.
  socket.on("error", () => undefined);
  setTimeout(() => socket.destroy(), lingerMs).unref();
  const text = JSON.stringify(body);
  const headers = {
    connection: "close",
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(text)),
    ...responseHeaders,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, ...lines, "", text].join("\r\n"), () => socket.destroy());
}

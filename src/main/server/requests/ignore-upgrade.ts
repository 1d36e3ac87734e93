import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Duplex } from "node:stream";

/** Headers that ask for another protocol, and so mean nothing once that is ignored. */
const upgradeHeaders = ["upgrade", "http2-settings"];

/**
 * Has a request answered as if it had asked for no other protocol, such as `h2c`, which curl and Java offer by themselves. Node lets go of the connection as soon as there
 * are listeners for upgrades, so it is handed back to Node with the request in front, less the headers that asked.
 *
 * @param event - by which the server takes up a connection
 */
export function ignoreUpgrade(
  server: HttpServer,
  event: "connection" | "secureConnection",
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  socket.unshift(Buffer.concat([Buffer.from(headOf(request), "latin1"), head]));
  server.emit(event, socket);
}

function headOf({ method = "GET", url = "/", httpVersion, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    const value = rawHeaders[index + 1] ?? "";
    const lowerCase = name.toLowerCase();
    if (upgradeHeaders.includes(lowerCase)) continue;
    const kept = lowerCase === "connection" ? withoutUpgrade(value) : value;
    if (lowerCase !== "connection" || kept !== "") lines.push(`${name}: ${kept}`);
  }
  return [...lines, "", ""].join("\r\n");
}

function withoutUpgrade(connection: string): string {
  return connection
    .split(",")
    .map((option) => option.trim())
    .filter((option) => option !== "" && !upgradeHeaders.includes(option.toLowerCase()))
    .join(", ");
}

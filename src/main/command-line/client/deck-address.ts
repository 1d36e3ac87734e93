import { defaultPort } from "#shared/port.ts";
import { CommandError, exitCode } from "../exit-codes.ts";

export const defaultDeckUrl = `http://127.0.0.1:${defaultPort}`;

/** Where a deck is. */
export interface DeckAddress {
  /** `http://127.0.0.1:8001` */
  readonly origin: string;
  /** What stands before every path, where a proxy serves the deck below its root: `/lab`; else empty. */
  readonly prefix: string;
}

const schemes: Readonly<Record<string, string>> = { "http:": "http:", "https:": "https:", "ws:": "http:", "wss:": "https:" };

/**
 * Reads an address as a person writes it, with or without scheme; without either, the port is Dasedeck's own.
 *
 * @throws CommandError where it is none
 */
export function parseDeckAddress(given: string): DeckAddress {
  const text = given.trim() === "" ? defaultDeckUrl : given.trim();
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text);
  const url = parse(hasScheme ? text : `http://${text}`);
  const scheme = url === null ? undefined : schemes[url.protocol];
  if (url === null || scheme === undefined || url.search !== "" || url.hash !== "")
    throw wrong(`${text} is no address of a deck; write it as host:port or as http://host:port`);
  if (url.username !== "" || url.password !== "")
    throw wrong("a token in the address can be read by every user of this computer; put it into a file and give --token-file");
  const port = hasScheme || /:\d+(\/|$)/.test(text) ? url.port : String(defaultPort);
  return { origin: `${scheme}//${url.hostname}${port === "" ? "" : `:${port}`}`, prefix: url.pathname.replace(/\/+$/, "") };
}

function parse(text: string): URL | null {
  // `URL.parse` is newer than the oldest Node.
  return URL.canParse(text) ? new URL(text) : null;
}

function wrong(message: string): CommandError {
  return new CommandError(message, exitCode.wrongUsage);
}

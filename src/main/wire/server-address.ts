/** Where a server is: that of a deck, or of a service. */
export interface ServerAddress {
  /** `http://127.0.0.1:8001` */
  readonly origin: string;
  /** What stands before every path: `/sensor-service`, or where a proxy serves the deck below its root; else empty. */
  readonly prefix: string;
  /** What stood before the host, decoded; both empty where there was nothing. */
  readonly user: string;
  readonly password: string;
}

const schemes: Readonly<Record<string, string>> = { "http:": "http:", "https:": "https:", "ws:": "http:", "wss:": "https:" };

/**
 * Reads an address as a person writes it, with or without scheme; without either, the port is Dasedeck's own.
 *
 * @returns `null` for what is none
 */
export function readServerAddress(text: string, defaultPort: number): ServerAddress | null {
  const given = text.trim();
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(given);
  // `URL.parse` is newer than the oldest Node.
  const address = hasScheme ? given : `http://${given}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  const scheme = url === null ? undefined : schemes[url.protocol];
  if (url === null || scheme === undefined || url.hostname === "" || url.search !== "" || url.hash !== "") return null;
  const port = hasScheme || /:\d+(\/|$)/.test(given) ? url.port : String(defaultPort);
  return {
    origin: `${scheme}//${url.hostname}${port === "" ? "" : `:${port}`}`,
    prefix: url.pathname.replace(/\/+$/, ""),
    user: decoded(url.username),
    password: decoded(url.password),
  };
}

/** A lone `%` stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

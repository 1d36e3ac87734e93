import { defaultUnsentLimits, type UnsentLimits } from "./unsent-data.ts";

/** How much one server takes on. Times in milliseconds. */
export interface ServerLimits {
  /** The longest request or message that is read, in bytes. */
  readonly longestMessage: number;
  readonly connections: number;
  /** Of these, how many only programs of this computer get: others can't shut out the person who could mend it. */
  readonly reservedConnections: number;
  /** Of one other computer, or of one network of IPv6, which has 2^64 addresses to itself; this one's own are counted with all others alone, since a proxy may stand there. */
  readonly connectionsPerAddress: number;
  /** How long a client may take for the headers of a request, for TLS's handshake, and until a socket has said what it wants. */
  readonly headersMs: number;
  /** How long a client may take for a whole request. */
  readonly requestMs: number;
  /** How much may wait for clients to read it, and for how long. */
  readonly unsent: UnsentLimits;
}

export const defaultLimits: ServerLimits = {
  // A text of the longest that is served, each of its characters escaped, and what is around it.
  longestMessage: 8 << 20,
  connections: 1000,
  reservedConnections: 50,
  connectionsPerAddress: 100,
  headersMs: 10_000,
  requestMs: 60_000,
  unsent: defaultUnsentLimits,
};

/** How much one server takes on. Times in milliseconds. */
export interface ServerLimits {
  /** The longest request or message that is read, in bytes. */
  readonly longestMessage: number;
  readonly connections: number;
  /** Of one other computer; this one's own are counted with all others alone, since a proxy may stand there. */
  readonly connectionsPerAddress: number;
  /** How long a client may take for the headers of a request, for TLS's handshake, and until a socket has said what it wants. */
  readonly headersMs: number;
  /** How long a client may take for a whole request. */
  readonly requestMs: number;
}

export const defaultLimits: ServerLimits = {
  // A text of the longest that is served, each of its characters escaped, and what is around it.
  longestMessage: 8 << 20,
  connections: 1000,
  connectionsPerAddress: 100,
  headersMs: 10_000,
  requestMs: 60_000,
};

import type { Server as SocketServer } from "socket.io";

/** The part of engine.io's connection that is watched here; its packages don't say its type. */
interface Connection {
  on(event: "packetCreate", listener: (packet: { data?: unknown }) => void): void;
  on(event: "flush", listener: () => void): void;
  close(discard: boolean): void;
}

/** How much may wait for a client that does not read, in characters: more than the largest tree that Python's client takes. */
const mostWaiting = 16 << 20;

/** What became of clients that did not read. */
export interface SlowReaders {
  /** How many were dropped so far. */
  readonly dropped: number;
}

/**
 * Drops clients that don't read what is sent to them before it fills the memory. They connect again when they can, and take a fresh snapshot, which is all that
 * a client that has fallen so far behind could want.
 */
export function dropSlowReaders(sockets: SocketServer): SlowReaders {
  const readers = { dropped: 0 };
  const watch = (connection: Connection): void => {
    let waiting = 0;
    let over = false;
    connection.on("packetCreate", ({ data }) => {
      if (typeof data === "string") waiting += data.length;
      if (waiting <= mostWaiting || over) return;
      over = true;
      readers.dropped++;
      connection.close(true);
    });
    // What is handed over goes out at once, or is all that waits below until it has gone.
    connection.on("flush", () => {
      waiting = 0;
    });
  };
  sockets.engine.on("connection", (connection: unknown) => watch(connection as Connection));
  return readers;
}

import type { Socket as TcpSocket } from "node:net";
import type { Server as SocketServer } from "socket.io";
import type { UnsentData } from "./unsent-data.ts";

/** The part of engine.io's connection that is watched here; its packages don't say its type. */
interface Connection {
  readonly transport: { on(event: "drain", listener: () => void): void };
  readonly request: { readonly socket: Pick<TcpSocket, "destroy"> };
  on(event: "packetCreate", listener: (packet: { data?: unknown }) => void): void;
  on(event: "flush" | "close", listener: () => void): void;
}

/** With these digits begin Socket.IO's answers to requests, and to CONNECT. */
const answer = /^[034]/;

/** Ends WebSocket clients that don't read what is sent to them. */
export function watchSockets(sockets: SocketServer, unsent: UnsentData): void {
  const watch = (connection: Connection): void => {
    // A closing handshake would wait behind all that is not read.
    const client = unsent.open(() => connection.request.socket.destroy());
    connection.on("packetCreate", ({ data }) => {
      if (typeof data === "string") client.add(answer.test(data) ? "answer" : "notification", data.length);
    });
    connection.on("flush", () => client.handOver());
    connection.transport.on("drain", () => client.sent());
    connection.on("close", () => client.close());
  };
  sockets.engine.on("connection", (connection: unknown) => watch(connection as Connection));
}

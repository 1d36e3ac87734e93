import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import type { Server as SocketServer } from "socket.io";
import { dropSlowReaders } from "./slow-readers.ts";

/** engine.io's side of one client, as far as it is watched. */
class Connection extends EventEmitter {
  closed = 0;

  close(): void {
    this.closed++;
  }

  send(megabytes: number): void {
    this.emit("packetCreate", { data: "x".repeat(megabytes << 20) });
  }
}

function watched(): Connection {
  const engine = new EventEmitter();
  dropSlowReaders({ engine } as unknown as SocketServer);
  const connection = new Connection();
  engine.emit("connection", connection);
  return connection;
}

it("drops a client once for which too much waits", () => {
  const connection = watched();
  for (let sent = 0; sent < 16; sent++) connection.send(1);
  expect(connection.closed).toBe(0);
  connection.send(1);
  connection.send(1);
  expect(connection.closed).toBe(1);
});

it("keeps a client that reads, however much it is sent", () => {
  const connection = watched();
  for (let sent = 0; sent < 100; sent++) {
    connection.send(1);
    connection.emit("flush");
  }
  expect(connection.closed).toBe(0);
});

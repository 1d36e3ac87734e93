import { EventEmitter } from "node:events";
import { expect, it, vi } from "vitest";
import type { Server as SocketServer } from "socket.io";
import { watchSockets } from "./slow-readers.ts";
import { UnsentData } from "./unsent-data.ts";

const limits = { maxNotifications: 100, maxAnswers: 200, maxTotal: 1000, graceMs: 1000, minCharactersPerSec: 10 };

/** engine.io's side of one client, as far as it is watched. */
class Connection extends EventEmitter {
  readonly transport = new EventEmitter();
  readonly destroy = vi.fn();
  readonly request = { socket: { destroy: this.destroy } };

  /** @param type - Socket.IO's digit of a packet: 2 an event, 3 an answer */
  enqueue(type: 2 | 3, length: number): void {
    this.emit("packetCreate", { data: `${type}`.padEnd(length, "x") });
  }
}

function watched() {
  const engine = new EventEmitter();
  let now = 0;
  const unsent = new UnsentData(limits, () => now);
  watchSockets({ engine } as unknown as SocketServer, unsent);
  return {
    unsent,
    pass: (ms: number) => {
      now += ms;
      unsent.endStalled();
    },
    connect: () => {
      const connection = new Connection();
      engine.emit("connection", connection);
      return connection;
    },
  };
}

it("ends a client once for which too many notifications wait", () => {
  const { unsent, connect } = watched();
  const connection = connect();
  for (let sent = 0; sent < 11; sent++) connection.enqueue(2, 10);
  expect(connection.destroy).not.toHaveBeenCalled();
  connection.enqueue(2, 10);
  connection.enqueue(2, 10);
  expect(connection.destroy).toHaveBeenCalledTimes(1);
  expect([unsent.dropped, unsent.total]).toEqual([1, 0]);
  unsent.dispose();
});

it("keeps a client that asked for a large tree, and counts no answer as a notification", () => {
  const { unsent, connect } = watched();
  const connection = connect();
  connection.enqueue(3, 900);
  connection.emit("flush");
  connection.enqueue(2, 90);
  expect(connection.destroy).not.toHaveBeenCalled();
  // It asks again and again, and reads nothing.
  connection.enqueue(3, 1);
  expect(connection.destroy).toHaveBeenCalledTimes(1);
  unsent.dispose();
});

it("keeps a client that reads, however much it is sent", () => {
  const { unsent, connect, pass } = watched();
  const connection = connect();
  for (let sent = 0; sent < 100; sent++) {
    connection.enqueue(2, 100);
    connection.enqueue(3, 100);
    connection.emit("flush");
    pass(2000);
    connection.transport.emit("drain");
  }
  expect(connection.destroy).not.toHaveBeenCalled();
  expect(unsent.total).toBe(0);
  unsent.dispose();
});

it("ends a client that does not read, after a time that grows with what it is sent", () => {
  const { unsent, connect, pass } = watched();
  const [little, much, idle] = [connect(), connect(), connect()];
  little.enqueue(3, 10);
  little.emit("flush");
  much.enqueue(3, 100);
  much.emit("flush");
  pass(2500);
  expect([little, much, idle].map(({ destroy }) => destroy.mock.calls.length)).toEqual([1, 0, 0]);
  pass(9000);
  expect([little, much, idle].map(({ destroy }) => destroy.mock.calls.length)).toEqual([1, 1, 0]);
  unsent.dispose();
});

it("ends those for which most waits when it is too much for all together", () => {
  const { unsent, connect } = watched();
  const clients = [connect(), connect(), connect()];
  clients.forEach((client, index) => client.enqueue(3, 300 + index));
  expect(unsent.dropped).toBe(0);
  connect().enqueue(3, 150);
  expect(clients.map(({ destroy }) => destroy.mock.calls.length)).toEqual([0, 0, 1]);
  expect(unsent.total).toBe(751);
  unsent.dispose();
});

it("forgets what waited for a client that is gone", () => {
  const { unsent, connect } = watched();
  const connection = connect();
  connection.enqueue(2, 50);
  connection.emit("close");
  connection.enqueue(2, 50);
  expect(unsent.total).toBe(0);
  unsent.dispose();
});

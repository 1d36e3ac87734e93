import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { expect, it } from "vitest";
import { ConnectionLimits, networkOf } from "./connection-limits.ts";

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["127.0.0.1", "127.0.0.1"],
  ["::1", "::1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:db8::9", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["", ""],
])("counts %s as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

function connect(limits: ConnectionLimits, remoteAddress: string) {
  const socket = Object.assign(new EventEmitter(), { remoteAddress, isDestroyed: false, destroy: () => (socket.isDestroyed = true) });
  limits.take(socket as unknown as Socket);
  return { socket, refusal: limits.refusalOf(socket as unknown as Socket) };
}

it("counts all addresses of a network of IPv6 together", () => {
  const limits = new ConnectionLimits({ connections: 100, reservedConnections: 10, connectionsPerAddress: 2 });
  const refusals = ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"].map((address) => connect(limits, address).refusal);
  expect(refusals.map((refusal) => refusal === null)).toEqual([true, true, false, true]);
});

it("keeps connections for programs of this computer, however many others come", () => {
  const limits = new ConnectionLimits({ connections: 10, reservedConnections: 3, connectionsPerAddress: 5 });
  const others = Array.from({ length: 300 }, (_, index) => connect(limits, `192.0.2.${index % 250}`));
  expect(others.filter(({ refusal }) => refusal === null)).toHaveLength(7);
  // Of those that are refused so many stay open until they are told why.
  expect(others.filter(({ socket }) => !socket.isDestroyed)).toHaveLength(7 + 64);
  const own = Array.from({ length: 4 }, () => connect(limits, "127.0.0.1"));
  expect(own.map(({ refusal }) => refusal === null)).toEqual([true, true, true, false]);
  own[0]?.socket.emit("close");
  expect(connect(limits, "::1").refusal).toBeNull();
});

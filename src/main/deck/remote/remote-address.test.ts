import { expect, it } from "vitest";
import { nameOf, pageOf, parseRemoteAddress, socketPlace } from "./remote-address.ts";

it.each([
  ["ws://lab-pc:8001", "ws://lab-pc:8001", "ws://lab-pc:8001", "/ws/socket.io", "lab-pc:8001"],
  ["http://lab-pc:8001/", "ws://lab-pc:8001", "ws://lab-pc:8001", "/ws/socket.io", "lab-pc:8001"],
  [" lab-pc ", "ws://lab-pc:8001", "ws://lab-pc:8001", "/ws/socket.io", "lab-pc:8001"],
  ["192.168.1.5:8765", "ws://192.168.1.5:8765", "ws://192.168.1.5:8765", "/ws/socket.io", "192.168.1.5:8765"],
  ["wss://lab.example/decks/laser/", "wss://lab.example/decks/laser", "wss://lab.example", "/decks/laser/ws/socket.io", "laser"],
  ["https://lab.example", "wss://lab.example", "wss://lab.example", "/ws/socket.io", "lab.example"],
  ["ws://[::1]:8001/sensor-service", "ws://[::1]:8001/sensor-service", "ws://[::1]:8001", "/sensor-service/ws/socket.io", "sensor-service"],
])("%j is %s", (given, url, origin, path, name) => {
  const address = parseRemoteAddress({ url: given });
  expect(address).toEqual({ url, name: null, user: "", token: null, certificate: null });
  expect(socketPlace(address)).toEqual({ origin, path });
  expect(nameOf(address)).toBe(name);
  expect(pageOf(address)).toMatch(/^https?:/);
});

it("takes the token out of the address, or beside it", () => {
  const url = "ws://lab-pc:8001";
  const bare = { url, name: null, certificate: null };
  expect(parseRemoteAddress({ url: "ws://:s%40cret@lab-pc:8001" })).toEqual({ ...bare, user: "", token: "s@cret" });
  expect(parseRemoteAddress({ url: "ws://ana:secret@lab-pc:8001", token: "other" })).toEqual({ ...bare, user: "ana", token: "other" });
  expect(nameOf(parseRemoteAddress({ url, name: "Cryostat" }))).toBe("Cryostat");
});

it.each(["", "ftp://lab-pc", "ws://lab-pc/?token=secret", "ws://lab pc", "ws://lab-pc#part", "ws://lab-pc:99999"])(
  "refuses %j, and says how an address is written",
  (url) => expect(() => parseRemoteAddress({ url })).toThrow("is no address of a service: write it as ws://host:8001"),
);

it("repeats no token in a refusal", () => {
  expect(() => parseRemoteAddress({ url: "ws://:secret@lab-pc:99999" })).toThrow(/^(?!.*secret)/);
});

it("refuses what is no certificate", () => {
  const url = "wss://lab-pc";
  expect(() => parseRemoteAddress({ url, certificate: "hello" })).toThrow("no certificate in PEM");
  expect(parseRemoteAddress({ url, certificate: " " }).certificate).toBeNull();
});

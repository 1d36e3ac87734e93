import { expect, it } from "vitest";
import { isLoopback, refusalOf } from "./allowed-origin.ts";

it.each([
  [{ host: "localhost:8001" }, true],
  [{ host: "127.0.0.1:8001", origin: "http://localhost:8001" }, true],
  [{ host: "[::1]:8001" }, true],
  [{}, false],
  [{ host: "127.0.0.1" }, false],
  [{ host: "127.0.0.1:8002" }, false],
  [{ host: "evil.example:8001" }, false],
  [{ host: "localhost.evil.example:8001" }, false],
  [{ host: "127.0.0.1:8001", origin: "http://evil.example" }, false],
  [{ host: "127.0.0.1:8001", origin: "http://localhost:3000" }, false],
  [{ host: "127.0.0.1:8001", origin: "null" }, false],
])("%o → allowed %s", (headers, allowed) => {
  expect(refusalOf(headers, { host: "127.0.0.1", port: 8001 }) === null).toBe(allowed);
});

it("knows the address that it listens on, and that browsers leave port 80 out", () => {
  expect(refusalOf({ host: "127.0.0.2:8001", origin: "http://127.0.0.2:8001" }, { host: "127.0.0.2", port: 8001 })).toBeNull();
  expect(refusalOf({ host: "localhost", origin: "http://localhost" }, { host: "127.0.0.1", port: 80 })).toBeNull();
  expect(refusalOf({ host: "localhost" }, { host: "127.0.0.1", port: 8001 })).not.toBeNull();
});

it.each([
  ["127.0.0.1", true],
  ["127.1.2.3", true],
  ["localhost", true],
  ["::1", true],
  ["0.0.0.0", false],
  ["192.168.1.7", false],
  ["127.evil.example", false],
  ["127.999.1.1", false],
])("%s is loopback: %s", (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback);
});

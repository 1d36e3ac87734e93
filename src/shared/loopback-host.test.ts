import { expect, it } from "vitest";
import { isLoopbackHost } from "./loopback-host.ts";

it.each(["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.10", "::1", "[::1]"])("%s is this computer", (host) => {
  expect(isLoopbackHost(host)).toBe(true);
});

it.each([
  "",
  "lab-pc",
  "localhost.example",
  "127.0.0.1.example",
  "localtest.me",
  "0.0.0.0",
  "192.168.0.1",
  "[fe80::1]",
  "127.1",
  "x127.0.0.1",
])("%s is not", (host) => {
  expect(isLoopbackHost(host)).toBe(false);
});

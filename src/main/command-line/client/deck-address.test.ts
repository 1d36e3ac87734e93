import { describe, expect, it } from "vitest";
import { parseDeckAddress } from "./deck-address.ts";

describe("an address of a deck", () => {
  it.each([
    ["http://127.0.0.1:8001", "http://127.0.0.1:8001", ""],
    ["labpc", "http://labpc:8001", ""],
    ["labpc:9000", "http://labpc:9000", ""],
    ["labpc:80", "http://labpc", ""],
    ["localhost:8001/", "http://localhost:8001", ""],
    ["[::1]:8002", "http://[::1]:8002", ""],
    ["ws://labpc:8001", "http://labpc:8001", ""],
    ["wss://labpc", "https://labpc", ""],
    ["https://lab.example/decks/one/", "https://lab.example", "/decks/one"],
    ["lab.example/one", "http://lab.example:8001", "/one"],
    ["", "http://127.0.0.1:8001", ""],
  ])("%j is at %s%s", (text, origin, prefix) => expect(parseDeckAddress(text)).toEqual({ origin, prefix }));

  it.each(["ftp://labpc", "http://", "lab pc", "labpc:port", "labpc:99999", "http://labpc?token=x", "http://labpc#x"])(
    "is not %j",
    (text) => expect(() => parseDeckAddress(text)).toThrow("is no address of a deck; write it as host:port"),
  );

  it("holds no token, which others could read", () => {
    expect(() => parseDeckAddress("ws://ana:SECRET@labpc")).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
    expect(() => parseDeckAddress("ws://ana:SECRET@labpc")).toThrow("give --token-file");
    expect(() => parseDeckAddress("ws://ana:SECRET@labpc")).not.toThrow("SECRET");
  });
});

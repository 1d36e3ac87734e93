import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io } from "socket.io-client";
import { expect, it, onTestFinished } from "vitest";
import { PacketBatch } from "./packet-batch.ts";
import { eventPacket } from "../wire/socket-parser.ts";

/** Frames have lengths of one, three and nine bytes; text has letters of more than one. */
const sent = ["short", "x".repeat(125), "µ".repeat(126), "x".repeat(65_535), "€".repeat(70_000), ""];

it("gives each client all packets, in order", async () => {
  const http = createServer();
  const server = new Server(http);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.close());
  const batch = new PacketBatch(sent.map((text) => eventPacket("told", JSON.stringify(text))));
  // What is told after it comes after it.
  server.on("connection", (socket) => {
    batch.sendTo(socket);
    socket.emit("told", "the end");
  });
  const seen = async (): Promise<string[]> => {
    const client = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`, { transports: ["websocket"], forceNew: true });
    onTestFinished(() => void client.disconnect());
    const texts: string[] = [];
    await new Promise<void>((resolve) =>
      client.on("told", (text: string) => {
        texts.push(text);
        if (text === "the end") resolve();
      }),
    );
    return texts;
  };
  expect(await Promise.all([seen(), seen()])).toEqual([
    [...sent, "the end"],
    [...sent, "the end"],
  ]);
});

it("writes nothing where there is nothing to tell", () => {
  const batch = new PacketBatch([]);
  // There is no connection that could be written to.
  expect(() => batch.sendTo({} as Parameters<PacketBatch["sendTo"]>[0])).not.toThrow();
});

import { hostname } from "node:os";
import { io, type Socket } from "socket.io-client";
import { ConnectionLost } from "#shared/connection-lost.ts";
import { dialectHeader } from "../../wire/dialect.ts";
import { isRecord } from "../../wire/python-values.ts";
import { PacketEncoder } from "../../wire/socket-parser.ts";
import { transportProblem } from "../../wire/transport-problem.ts";
import { checkHandshake } from "./engine-handshake.ts";
import { cut } from "./remote-limits.ts";
import { RemotePackets } from "./remote-packets.ts";
import { pageOf, socketPlace, type RemoteAddress } from "./remote-address.ts";
import type { ConnectionEnd, ConnectRemote } from "./remote-connection.ts";

/** How long it may take until the service has let this deck in, in milliseconds. */
const connectTimeoutMs = 10_000;
/** The longest message that is read, in bytes: a whole tree comes in one. */
const maxMessageBytes = 32 << 20;

/** As pydase's own client connects: by WebSocket at once, with its name in a header. It reads what Python's JSON has and a browser's has not. */
export const connectRemote: ConnectRemote = (address, listener) => {
  const { origin, path } = socketPlace(address);
  const busy = new Set<"packets" | "input">();
  const setBusy = (who: "packets" | "input", isBusy: boolean): void => {
    if (isBusy) busy.add(who);
    else busy.delete(who);
    setReading(socket, busy.size === 0);
  };
  class Packets extends RemotePackets {
    constructor() {
      super({
        onBusy: (isBusy) => setBusy("packets", isBusy),
        onUnreadable: (reason) => end({ kind: "unusable", message: reason }),
      });
    }
  }
  const socket = io(origin, {
    path,
    transports: ["websocket"],
    transportOptions: { websocket: { maxPayload: maxMessageBytes } },
    parser: { Encoder: PacketEncoder, Decoder: Packets },
    forceNew: true,
    // Whether and when to try again is the supervision's to decide.
    reconnection: false,
    timeout: connectTimeoutMs,
    extraHeaders: headersOf(address),
    ...(address.certificate === null ? {} : { ca: address.certificate }),
    ...(address.token === null ? {} : { auth: { token: address.token } }),
  });
  let isOver = false;
  const end = (cause: ConnectionEnd): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(admission);
    socket.disconnect();
    listener.ended({ ...cause, message: cut.reason(cause.message) });
  };
  // Socket.IO waits without end for a service that opens a connection and then says nothing.
  const admission = setTimeout(
    () => end({ kind: "lost", message: `what answers there did not let this deck in within ${connectTimeoutMs / 1000} s` }),
    connectTimeoutMs,
  );
  socket.io.engine.on("packet", (packet) => {
    if (packet.type !== "open") return;
    const { safe, problem } = checkHandshake(packet.data);
    packet.data = safe;
    // The engine goes on with the packet, and must be open to be closed.
    if (problem !== null) queueMicrotask(() => end({ kind: "lost", message: problem }));
  });
  socket.on("connect", () => {
    clearTimeout(admission);
    listener.opened();
  });
  socket.on("notify", (news: unknown, length: number) => listener.notified(news, length));
  socket.on("log", (entry: unknown) => listener.logged(entry));
  socket.on("disconnect", (reason, details) => end(lossOf(reason, details)));
  socket.on("connect_error", (error) => void refusalOf(error, address).then(end));
  return {
    async request(name, argument, { timeoutSec }) {
      // Socket.IO would keep a request made now and send it whenever there is a connection.
      if (!socket.connected) throw new Error("There is no connection to it");
      const asking = timeoutSec === null ? socket : socket.timeout(timeoutSec * 1000);
      const given = argument === null ? [] : [argument];
      return (await asking.emitWithAck(name, ...given).catch((error: unknown) => Promise.reject(noAnswer(error, timeoutSec)))) as unknown;
    },
    setReading: (on) => setBusy("input", !on),
    dispose() {
      isOver = true;
      clearTimeout(admission);
      socket.offAny();
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
};

/** Engine.io has no way to stop reading; its WebSocket has, in Node. */
function setReading(socket: Socket, on: boolean): void {
  const { ws } = socket.io.engine.transport as unknown as { readonly ws?: { readonly pause?: () => void; readonly resume?: () => void } };
  if (on) ws?.resume?.();
  else ws?.pause?.();
}

/** Headers hold ASCII. */
function headersOf({ user, token }: RemoteAddress): Record<string, string> {
  const client = { "x-client-id": `Dasedeck on ${hostname().replaceAll(/[^ -~]/g, "?")}`, [dialectHeader]: "dasedeck" };
  // A proxy before the service looks at this, and not at what Socket.IO says.
  return token === null ? client : { ...client, authorization: `Basic ${Buffer.from(`${user}:${token}`).toString("base64")}` };
}

function noAnswer(error: unknown, timeoutSec: number | null): Error {
  const isLate = error instanceof Error && error.message.includes("timed out");
  if (!isLate) return new ConnectionLost("the service");
  return new Error(`The service did not answer within ${timeoutSec} s. The command may have been carried out: check before you try again.`);
}

/** @param reason - in Socket.IO's words */
function lossOf(reason: string, details: unknown): ConnectionEnd {
  switch (reason) {
    case "io server disconnect":
      return { kind: "lost", message: "the service closed the connection" };
    case "ping timeout":
      return { kind: "lost", message: "the service does not answer any more" };
    default: {
      // Engine.io wraps what its WebSocket says.
      const cause = details instanceof Error && "description" in details ? details.description : null;
      const message = typeof cause === "object" && cause !== null && "message" in cause ? String(cause.message) : "";
      return /max payload/i.test(message)
        ? { kind: "unusable", message: `the service sent a message of more than ${maxMessageBytes >> 20} MiB` }
        : { kind: "lost", message: "the service hung up" };
    }
  }
}

async function refusalOf(error: Error & { data?: unknown }, address: RemoteAddress): Promise<ConnectionEnd> {
  const { data } = error;
  const refused = isRecord(data) && typeof data["reason"] === "string" ? data["reason"] : null;
  if (refused !== null) return { kind: refused === "too many wrong tokens" ? "lost" : "refused", message: error.message };
  const problem = await transportProblem(error, pageOf(address));
  switch (problem.kind) {
    case "nothing there":
      return { kind: "lost", message: "nothing answers at this address" };
    case "unknown host":
      return { kind: "lost", message: "the host is not known" };
    case "http":
      if (problem.status === 401) return { kind: "refused", message: "what answers there asks for a name and a password (HTTP 401)" };
      return { kind: "lost", message: problem.reason ?? `what answers there is no service of pydase or Dasedeck (HTTP ${problem.status})` };
    case "certificate":
      return {
        kind: "lost",
        message: `the certificate of the service is not trusted (${problem.message}); where it is right, remove the service and add it with its certificate`,
      };
    case "hung up":
      return { kind: "lost", message: "what answers there is no service of pydase or Dasedeck (it hung up)" };
    case "other":
      return { kind: "lost", message: problem.message };
  }
}

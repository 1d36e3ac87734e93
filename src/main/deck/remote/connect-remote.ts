import { hostname } from "node:os";
import { io } from "socket.io-client";
import { dialectHeader } from "../../wire/dialect.ts";
import { messageLimits } from "../../wire/python-json.ts";
import { PacketDecoder, PacketEncoder } from "../../wire/socket-parser.ts";
import { transportProblem } from "../../wire/transport-problem.ts";
import { pageOf, socketPlace, type RemoteAddress } from "./remote-address.ts";
import type { ConnectionEnd, ConnectRemote } from "./remote-connection.ts";

/** How long it may take until there is a connection. */
const connectTimeoutMs = 10_000;
/** The longest message that is read, in bytes: a whole tree comes in one. */
const longestMessage = 64 << 20;

/** Reads what a remote service sends: its whole tree is one message. */
class RemotePacketDecoder extends PacketDecoder {
  /** A tree of as many places as a service here may have, each with all its fields. */
  protected override readonly limits = { ...messageLimits, maxValues: 2_000_000 };
}

/** As pydase's own client connects: by WebSocket at once, with its name in a header. It reads what Python's JSON has and a browser's has not. */
export const connectRemote: ConnectRemote = (address, listener) => {
  const { origin, path } = socketPlace(address);
  const socket = io(origin, {
    path,
    transports: ["websocket"],
    transportOptions: { websocket: { maxPayload: longestMessage } },
    parser: { Encoder: PacketEncoder, Decoder: RemotePacketDecoder },
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
    socket.disconnect();
    listener.ended(cause);
  };
  socket.on("connect", () => listener.opened());
  socket.on("notify", (news: unknown) => listener.notified(news));
  socket.on("log", (entry: unknown) => listener.logged(entry));
  socket.on("disconnect", (reason, details) => end({ kind: "lost", message: lossOf(reason, details) }));
  socket.on("connect_error", (error) => void refusalOf(error, address).then(end));
  return {
    async request(name, argument, { timeoutSec }) {
      // Socket.IO would keep a request made now and send it whenever there is a connection.
      if (!socket.connected) throw new Error("There is no connection to it");
      const asking = timeoutSec === null ? socket : socket.timeout(timeoutSec * 1000);
      const given = argument === null ? [] : [argument];
      return (await asking.emitWithAck(name, ...given).catch((error: unknown) => Promise.reject(noAnswer(error, timeoutSec)))) as unknown;
    },
    dispose() {
      isOver = true;
      socket.offAny();
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
};

/** Headers hold ASCII. */
function headersOf({ user, token }: RemoteAddress): Record<string, string> {
  const client = { "x-client-id": `Dasedeck on ${hostname().replaceAll(/[^ -~]/g, "?")}`, [dialectHeader]: "dasedeck" };
  // A proxy before the service looks at this, and not at what Socket.IO says.
  return token === null ? client : { ...client, authorization: `Basic ${Buffer.from(`${user}:${token}`).toString("base64")}` };
}

function noAnswer(error: unknown, timeoutSec: number | null): Error {
  const isLate = error instanceof Error && error.message.includes("timed out");
  return new Error(isLate ? `It has not answered within ${timeoutSec} s` : "The connection was lost before it answered");
}

/** @param reason - in Socket.IO's words */
function lossOf(reason: string, details: unknown): string {
  switch (reason) {
    case "io server disconnect":
      return "the service closed the connection";
    case "ping timeout":
      return "the service does not answer any more";
    case "parse error":
      return "the service sent what is no message";
    default: {
      const message = details instanceof Error ? details.message : "";
      return /max payload/i.test(message) ? `the service sent a message of more than ${longestMessage >> 20} MiB` : "the service hung up";
    }
  }
}

async function refusalOf(error: Error & { data?: unknown }, address: RemoteAddress): Promise<ConnectionEnd> {
  const { data } = error;
  const refused = typeof data === "object" && data !== null && "reason" in data ? String(data.reason) : null;
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

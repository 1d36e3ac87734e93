import type { Namespace, Socket } from "socket.io";
import { PacketDecoder } from "../wire/socket-parser.ts";

/** The longest message of a client that no namespace has admitted, in bytes: a CONNECT with a token in it is far shorter. */
export const maxUnadmittedBytes = 8 << 10;
/** How many messages a client may send before it is admitted. A client tries a namespace or two. */
const maxUnadmittedMessages = 16;

/** How CONNECT begins, of Socket.IO's packets. */
const connectPacket = "0";

/** Reads what a client sends to the server. Until the client is admitted, nothing but short CONNECT packets is parsed. */
export class ClientPacketDecoder extends PacketDecoder {
  isAdmitted = false;
  #unadmittedMessages = 0;

  /** @throws Error at which the connection is closed */
  override add(chunk: unknown): void {
    if (!this.isAdmitted) this.#checkUnadmitted(chunk);
    super.add(chunk);
  }

  #checkUnadmitted(chunk: unknown): void {
    const isConnect = typeof chunk === "string" && chunk.length <= maxUnadmittedBytes && chunk.startsWith(connectPacket);
    if (!isConnect) throw new Error("A client that is not admitted yet can only connect");
    if (++this.#unadmittedMessages > maxUnadmittedMessages) throw new Error("This client tried to connect too often");
  }
}

export interface UnadmittedClientsOptions {
  /** The longest message of an admitted client, in bytes. */
  readonly maxMessageBytes: number;
  /** How long a client may stay without a namespace once it has left the last one, in milliseconds. Socket.IO itself ends those that never join one. */
  readonly timeoutMs: number;
}

/** The parts of a connection that no type tells of. */
interface ClientParts {
  readonly decoder: unknown;
}
interface WebSocketTransport {
  readonly socket?: { readonly _receiver?: { _maxPayload: number } | null };
}

/**
 * Lets clients send long messages and anything but CONNECT only while a namespace admits them. The server has to be made with {@link maxUnadmittedBytes} as its
 * `maxHttpBufferSize` and {@link ClientPacketDecoder} as its decoder: the receiver refuses a longer message at its first frame, before it is in memory. To be called before
 * anything else listens for connections to the namespaces.
 */
export function limitUnadmittedClients(namespaces: readonly Namespace[], { maxMessageBytes, timeoutMs }: UnadmittedClientsOptions): void {
  const admitted = new WeakMap<object, Set<Socket>>();
  for (const namespace of namespaces) {
    namespace.on("connection", (socket) => {
      const { client, conn } = socket;
      const sharing = admitted.get(client) ?? new Set<Socket>();
      admitted.set(client, sharing.add(socket));
      setAdmitted(socket, true, maxMessageBytes);
      socket.on("disconnect", () => {
        sharing.delete(socket);
        if (sharing.size > 0 || conn.readyState !== "open") return;
        setAdmitted(socket, false, maxUnadmittedBytes);
        const leaving = setTimeout(() => {
          if (sharing.size === 0) conn.close();
        }, timeoutMs);
        conn.once("close", () => clearTimeout(leaving));
      });
    });
  }
}

function setAdmitted({ client, conn }: Socket, isAdmitted: boolean, maxBytes: number): void {
  const { decoder } = client as unknown as ClientParts;
  if (decoder instanceof ClientPacketDecoder) decoder.isAdmitted = isAdmitted;
  const receiver = (conn.transport as unknown as WebSocketTransport).socket?._receiver;
  if (receiver) receiver._maxPayload = maxBytes;
}

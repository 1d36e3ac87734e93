import { once } from "node:events";
import { connect, type Socket as TcpSocket } from "node:net";
import { WebSocket } from "ws";
import { deckSocket } from "#shared/deck-transport.ts";

/** A WebSocket to the engine that sends and receives its packets as text, and does nothing by itself but answer pings. */
export class BareSocket {
  readonly socket: WebSocket;
  readonly packets: string[] = [];
  readonly #waiting: (() => void)[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("error", () => undefined);
    socket.on("message", (data) => {
      // A client with this setting gets Buffers.
      const packet = (data as Buffer).toString();
      if (packet === "2") socket.send("3");
      else this.packets.push(packet);
      this.#wake();
    });
    socket.on("close", () => this.#wake());
  }

  /** @param url - of the deck, with a service's prefix if one is meant; resolves when the engine has said hello */
  static async open(url: string, headers: Record<string, string> = {}): Promise<BareSocket> {
    const bare = new BareSocket(new WebSocket(engineUrl(url), { headers, maxPayload: 512 << 20, perMessageDeflate: false }));
    await bare.until((packet) => packet.startsWith("0"));
    return bare;
  }

  /** Asks a namespace to admit it; resolves with the answer, which begins with `40` or `44`. */
  async connect(namespace = "/", auth: object = {}): Promise<string> {
    const name = namespace === "/" ? "" : `${namespace},`;
    this.send(`40${name}${JSON.stringify(auth)}`);
    return this.until((packet) => packet.startsWith(`40${name}`) || packet.startsWith(`44${name}`));
  }

  send(packet: string): void {
    this.socket.send(packet);
  }

  /** Waits for a packet, and removes it. @throws Error where the connection ends before */
  async until(isMeant: (packet: string) => boolean): Promise<string> {
    for (;;) {
      const index = this.packets.findIndex(isMeant);
      if (index >= 0) return this.packets.splice(index, 1)[0] ?? "";
      if (this.isClosed) throw new Error("The server has closed the connection");
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  get isClosed(): boolean {
    return this.socket.readyState === WebSocket.CLOSED;
  }

  /** Waits until the server has closed the connection. */
  async untilClosed(): Promise<void> {
    if (!this.isClosed) await once(this.socket, "close");
  }

  close(): void {
    this.socket.terminate();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Where a WebSocket to the engine goes. */
function engineUrl(url: string): string {
  return `${url.replace(/^http/, "ws").replace(/\/$/, "")}${deckSocket.path}/?EIO=4&transport=websocket`;
}

/** Asks for a WebSocket over TCP, and sends these bytes in the same write. */
export function upgradeWith(url: string, bytes: Buffer): TcpSocket {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  const head = [
    `GET ${deckSocket.path}/?EIO=4&transport=websocket HTTP/1.1`,
    `Host: ${host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "",
    "",
  ];
  socket.on("error", () => undefined);
  socket.write(Buffer.concat([Buffer.from(head.join("\r\n")), bytes]));
  return socket;
}

/** The head of a masked frame of text. @param flags - `0x81` a whole message, `0x01` its first fragment, `0xc1` a compressed one */
export function frameHead(flags: number, length: number): Buffer {
  const head = Buffer.alloc(14);
  head[0] = flags;
  head[1] = 0xff;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

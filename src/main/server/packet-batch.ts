import * as webSockets from "ws";
import type { Socket } from "socket.io";

type SendOptions = NonNullable<Parameters<Socket["conn"]["write"]>[1]>;

/** As engine.io has it, for what is sent to many alike; its types don't say so. */
interface FramedOptions extends SendOptions {
  wsPreEncodedFrame: readonly Buffer[];
}

/** Makes frames of WebSocket; socket.io's own adapter uses it, and its types don't tell of it. */
const { frame } = (webSockets as unknown as { Sender: { frame: (data: Buffer, options: object) => Buffer[] } }).Sender;
const frameOptions = { readOnly: false, mask: false, rsv1: false, opcode: 1, fin: true };

/** engine.io's mark of a message. */
const message = "4";

/** Packets that some clients are told alike, in this order: they are put into frames once for all, and written at once. */
export class PacketBatch {
  readonly #packets: readonly string[];
  #framed: { readonly text: string; readonly bytes: Buffer } | null = null;

  constructor(packets: readonly string[]) {
    this.#packets = packets;
  }

  sendTo({ conn }: Pick<Socket, "conn">): void {
    if (this.#packets.length === 0) return;
    // Hundreds of small frames, each by itself, took the kernel and engine.io more time than all that leads to them.
    this.#framed ??= framed(this.#packets);
    const options: FramedOptions = { wsPreEncodedFrame: [this.#framed.bytes] };
    // The text is what waits, to whoever counts that; the frames are what is sent.
    conn.write(this.#framed.text, options);
  }
}

function framed(packets: readonly string[]): { readonly text: string; readonly bytes: Buffer } {
  const frames = packets.flatMap((packet) => frame(Buffer.from(message + packet), frameOptions));
  return { text: packets.join(""), bytes: Buffer.concat(frames) };
}

import { EventEmitter } from "node:events";
import { readLargeJson } from "../../wire/large-json.ts";
import { runInSlices } from "../../wire/sliced.ts";
import { malformedEvent, PacketDecoder } from "../../wire/socket-parser.ts";
import { isRecord } from "../../wire/python-values.ts";
import { cut } from "./remote-limits.ts";

/** A longer message is read in slices; in characters. */
const maxAtOnce = 256 * 1024;
/** The longest answer to the wish to connect. */
const maxAnswerLength = 64 * 1024;
/** How much may come before that answer, all together: pydase tells of changes before it lets a client in. */
const maxBeforeAdmission = 4 << 20;
/** How much may wait while a long message is being read. */
const maxWaiting = 64 << 20;

const packetType = { connect: 0, disconnect: 1, event: 2, acknowledgement: 3, connectError: 4 } as const;

interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly id?: number | undefined;
  readonly data?: unknown;
}

export interface RemotePacketsOptions {
  /** Called while a long message is being read, and when it has been. */
  readonly onBusy: (isBusy: boolean) => void;
  /** Called once with the reason why nothing more can be read. */
  readonly onUnreadable: (reason: string) => void;
}

/**
 * Reads the packets of a service that is not trusted, for Socket.IO's client, which trusts its server: it fails with an uncaught error at a refusal without a message
 * or an event with a million arguments, and has a client connect as often as it is told that it has.
 */
export class RemotePackets extends EventEmitter {
  readonly #options: RemotePacketsOptions;
  readonly #small = new PacketDecoder();
  #isAdmitted = false;
  #isOver = false;
  #lengthBefore = 0;
  #isReading = false;
  #waiting: string[] = [];
  #waitingLength = 0;
  #length = 0;

  constructor(options: RemotePacketsOptions) {
    super();
    this.#options = options;
    this.#small.on("decoded", (packet: Packet) => this.#pass(packet));
  }

  add(chunk: unknown): void {
    if (this.#isOver) return;
    if (typeof chunk !== "string") this.#end("it sent a packet with binary parts");
    else if (this.#isReading) this.#wait(chunk);
    else this.#read(chunk);
  }

  /** Socket.IO calls this at the start of a connection, too. */
  destroy(): void {
    this.#waiting = [];
    this.#waitingLength = 0;
  }

  #wait(chunk: string): void {
    this.#waitingLength += chunk.length;
    if (this.#waitingLength > maxWaiting) this.#end("it sends more than can be read");
    else this.#waiting.push(chunk);
  }

  #read(chunk: string): void {
    this.#length = chunk.length;
    if (!this.#isAdmitted) {
      this.#lengthBefore += chunk.length;
      const isAnswer = chunk.startsWith("0") || chunk.startsWith("4");
      if (chunk.length > maxAnswerLength && isAnswer) return this.#end(`its answer is longer than ${maxAnswerLength >> 10} KiB`);
      if (this.#lengthBefore > maxBeforeAdmission) return this.#end("it sent too much before it let this deck in");
    }
    if (chunk.length > maxAtOnce) {
      void this.#readInSlices(chunk);
      return;
    }
    try {
      this.#small.add(chunk);
    } catch (error) {
      this.#end(`it sent what is not a message (${error instanceof Error ? error.message : String(error)})`);
    }
  }

  async #readInSlices(chunk: string): Promise<void> {
    const [head = "", type = "", id] = /^([23])(\d{1,15})?(?=\[)/.exec(chunk) ?? [];
    if (head === "") {
      this.#end("it sent a long message that is neither an event nor an answer");
      return;
    }
    this.#isReading = true;
    this.#options.onBusy(true);
    try {
      const data = await runInSlices(readLargeJson(chunk.slice(head.length)));
      this.#pass({ type: Number(type), nsp: "/", ...(id === undefined ? {} : { id: Number(id) }), data });
    } catch (error) {
      this.#end(`its message can't be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.#isReading = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingLength = 0;
    for (const next of waiting) this.add(next);
    this.#tellIfIdle();
  }

  /** What waited may have been long, too. */
  #tellIfIdle(): void {
    if (!this.#isReading) this.#options.onBusy(false);
  }

  #pass(packet: Packet): void {
    if (this.#isOver || packet.nsp !== "/") return;
    const safe = this.#safe(packet);
    if (safe !== null) this.emit("decoded", safe);
  }

  /** The packet as Socket.IO's client can bear it; `null` for one that says nothing. */
  #safe({ type, nsp, id, data }: Packet): Packet | null {
    switch (type) {
      case packetType.connect:
        if (this.#isAdmitted) return null;
        this.#isAdmitted = true;
        return { type, nsp, data: isRecord(data) && typeof data["sid"] === "string" ? { sid: cut.name(data["sid"]) } : {} };
      case packetType.connectError:
        return { type, nsp, data: safeRefusal(data) };
      case packetType.event: {
        const [name, argument] = Array.isArray(data) ? (data as unknown[]) : [];
        if (name === "notify") return { type, nsp, data: [name, argument, this.#length] };
        if (name === malformedEvent) this.#end("it sent an event that can't be read");
        return name === "log" ? { type, nsp, data: [name, argument] } : null;
      }
      case packetType.acknowledgement:
        return { type, nsp, id, data: Array.isArray(data) ? data.slice(0, 1) : [] };
      default:
        return { type, nsp };
    }
  }

  #end(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.onUnreadable(cut.reason(reason));
  }
}

function safeRefusal(data: unknown): object {
  const { message, data: more } = isRecord(data) ? data : {};
  const reason = isRecord(more) ? more["reason"] : undefined;
  return {
    message: typeof message === "string" ? cut.reason(message) : "it gave no reason",
    data: typeof reason === "string" ? { reason: cut.reason(reason) } : {},
  };
}

import { EventEmitter } from "node:events";
import type { JsonLimits } from "./json-structure.ts";
import { messageLimits, parsePythonJson } from "./python-json.ts";

/** JSON text that goes out as it is: no other form of it could hold what Python's JSON does. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What an event is called whose packet could not be read; its one argument says why. */
export const malformedEvent = "malformed";

/** Socket.IO's kinds of packets, by the digit that each begins with. */
const packetType = { connect: 0, disconnect: 1, event: 2, acknowledgement: 3, connectError: 4 } as const;

/** Names that mean something to Socket.IO itself. */
const reservedEvents = ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly id?: number | undefined;
  readonly data?: unknown;
}

/** Writes packets of Socket.IO, with ready-made JSON in them where there is some. */
export class PacketEncoder {
  encode({ type, nsp, id, data }: Packet): string[] {
    return [`${type}${nsp === "/" ? "" : `${nsp},`}${id ?? ""}${data === undefined || data === null ? "" : jsonOf(data)}`];
  }
}

/** An event of the root namespace that expects no answer, as a packet. */
export function eventPacket(name: string, json: string): string {
  return `${packetType.event}["${name}",${json}]`;
}

function jsonOf(data: unknown): string {
  if (!Array.isArray(data)) return JSON.stringify(data);
  return `[${data.map((part: unknown) => (part instanceof JsonText ? part.text : (JSON.stringify(part) as string | undefined)) ?? "null").join(",")}]`;
}

/**
 * Reads packets of Socket.IO as browsers and as Python write them. Socket.IO's own parser drops the connection at the first bare `NaN`, and an integer beyond 2^53
 * is another one afterwards. A request that can't be read is not dropped either: it becomes a {@link malformedEvent}, so that whoever sent it gets an answer.
 */
export class PacketDecoder extends EventEmitter {
  /** How much structure a packet may have. */
  protected readonly limits: JsonLimits = messageLimits;

  /** @throws Error for what is no packet at all, at which the connection is closed. */
  add(chunk: unknown): void {
    if (typeof chunk !== "string") throw new Error("Packets with binary parts are not read here");
    this.emit("decoded", decodePacket(chunk, this.limits));
  }

  destroy(): void {
    // Nothing is kept between two packets.
  }
}

function decodePacket(text: string, limits: JsonLimits): Packet {
  const [head = "", kind = "", namespace, digits] = /^([0-4])(?:(\/[^,]{0,200})(?:,|$))?(\d{1,15})?/.exec(text) ?? [];
  if (head === "") throw new Error("This is no packet of Socket.IO");
  const type = Number(kind);
  const json = text.slice(head.length);
  const packet = { type, nsp: namespace ?? "/", ...(digits === undefined ? {} : { id: Number(digits) }) };
  switch (type) {
    case packetType.event:
      return { ...packet, data: eventIn(json, limits) };
    case packetType.acknowledgement: {
      const data = json === "" ? [] : parsePythonJson(json, limits);
      if (!Array.isArray(data)) throw new Error("An acknowledgement is a list");
      return { ...packet, data };
    }
    case packetType.connect:
    case packetType.connectError: {
      const data = json === "" ? undefined : parsePythonJson(json, limits);
      if (data !== undefined && (typeof data !== "object" || data === null || Array.isArray(data)))
        throw new Error("What comes with a connection is an object");
      return data === undefined ? packet : { ...packet, data };
    }
    default:
      return packet;
  }
}

function eventIn(json: string, limits: JsonLimits): unknown[] {
  try {
    const data = parsePythonJson(json, limits);
    if (!Array.isArray(data) || typeof data[0] !== "string") return [malformedEvent, "An event is a list that begins with its name"];
    if (reservedEvents.includes(data[0])) return [malformedEvent, `No event may be called ${data[0]}`];
    return data as unknown[];
  } catch (error) {
    return [malformedEvent, error instanceof Error ? error.message : String(error)];
  }
}

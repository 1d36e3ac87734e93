import { once } from "node:events";
import { WebSocket } from "ws";

/** One packet of Socket.IO that came, after the digit of engine.io. */
type Packet = string;

/** A client that sends and receives packets of Socket.IO as text, as the transcripts have them; a real one would not show what travels. */
export class RawClient {
  readonly #socket: WebSocket;
  readonly #received: Packet[] = [];
  readonly #waiting: (() => void)[] = [];
  #closed = false;
  #nextId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.#receive(data.toString()));
    socket.on("close", () => {
      this.#closed = true;
      this.#wake();
    });
    // What goes wrong with a connection ends it.
    socket.on("error", () => undefined);
  }

  /**
   * @param url - of the engine, such as `http://127.0.0.1:8001/laser/ws/socket.io/`
   * @throws Error with the server's reason if it does not let the client in
   */
  static async connect(url: string, headers: Record<string, string> = { "x-client-id": "raw" }): Promise<RawClient> {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}?EIO=4&transport=websocket`, { headers });
    await once(socket, "open");
    const client = new RawClient(socket);
    client.send("0{}");
    const answer = await client.until((packet) => /^[04]/.test(packet));
    if (answer.startsWith("0")) return client;
    await client.close();
    throw new Error(answer);
  }

  send(packet: Packet): void {
    this.#socket.send(`4${packet}`);
  }

  /** Sends an event as JSON text; resolves with the text of the answer, a list. */
  async ask(event: string): Promise<string> {
    const id = this.#nextId++;
    this.send(`2${id}${event}`);
    const head = `3${id}[`;
    return (await this.until((packet) => packet.startsWith(head))).slice(head.length - 1);
  }

  /** Waits for a packet, and takes it out of what was received. */
  async until(isIt: (packet: Packet) => boolean): Promise<Packet> {
    for (;;) {
      const index = this.#received.findIndex(isIt);
      if (index >= 0) return this.#received.splice(index, 1)[0] ?? "";
      if (this.#closed) throw new Error("The server has closed the connection");
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Resolves when the server has ended the connection. */
  async untilClosed(): Promise<void> {
    while (!this.#closed) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** All that came and nobody waited for, since the last time. */
  takeHeard(): Packet[] {
    return this.#received.splice(0);
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.untilClosed();
  }

  #receive(packet: string): void {
    if (packet === "2") this.#socket.send("3");
    else if (packet.startsWith("4")) this.#received.push(packet.slice(1));
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

import { request, type IncomingMessage } from "node:http";

/** One packet that came, after the digit of engine.io. */
type Packet = string;

/**
 * A client that sends and hears packets of Socket.IO as text, as the transcripts have them; a real one would not show what travels. It polls, which needs nothing
 * that Node 20 lacks.
 */
export class RawClient {
  readonly #url: URL;
  readonly #headers: Record<string, string>;
  #sid = "";
  #heard: Packet[] = [];
  #waiting: (() => void)[] = [];
  #closed = false;
  #nextId = 0;

  private constructor(url: string, headers: Record<string, string>) {
    this.#url = new URL(url);
    this.#headers = headers;
  }

  /**
   * @param url - of the engine, such as `http://127.0.0.1:8001/laser/ws/socket.io/`
   * @throws Error with the server's reason if it does not let the client in
   */
  static async connect(url: string, headers: Record<string, string> = { "x-client-id": "raw" }): Promise<RawClient> {
    const client = new RawClient(url, headers);
    const opened = await client.#http("GET");
    const [, sid] = /"sid":"([^"]+)"/.exec(opened) ?? [];
    if (sid === undefined) throw new Error(opened);
    client.#sid = sid;
    void client.#poll();
    await client.send("0{}");
    const answer = await client.until((packet) => /^[04]/.test(packet));
    if (answer.startsWith("0")) return client;
    await client.close();
    throw new Error(answer);
  }

  /** Sends a packet; several go at once if they are joined as engine.io has it. */
  async send(...packets: Packet[]): Promise<void> {
    await this.#http("POST", packets.map((packet) => `4${packet}`).join("\x1e"));
  }

  /** Sends an event as JSON text; resolves with the text of the answer, a list. */
  async ask(event: string): Promise<string> {
    const id = this.#nextId++;
    await this.send(`2${id}${event}`);
    const head = `3${id}[`;
    return (await this.until((packet) => packet.startsWith(head))).slice(head.length - 1);
  }

  /** Waits for a packet, and takes it out of what was heard. */
  async until(isIt: (packet: Packet) => boolean): Promise<Packet> {
    for (;;) {
      const index = this.#heard.findIndex(isIt);
      if (index >= 0) return this.#heard.splice(index, 1)[0] ?? "";
      if (this.#closed) throw new Error("The server has closed the connection");
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Whether the server has ended the connection; waits for it. */
  async untilClosed(): Promise<void> {
    while (!this.#closed) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** All that came and nobody waited for, since the last time. */
  takeHeard(): Packet[] {
    return this.#heard.splice(0);
  }

  async close(): Promise<void> {
    if (!this.#closed) await this.#http("POST", "1").catch(() => undefined);
    await this.untilClosed();
  }

  async #poll(): Promise<void> {
    try {
      while (!this.#closed) {
        for (const packet of (await this.#http("GET")).split("\x1e")) {
          if (packet === "2") void this.#http("POST", "3").catch(() => undefined);
          else if (packet.startsWith("4")) this.#heard.push(packet.slice(1));
          else if (!packet.startsWith("6")) this.#closed = true;
        }
        this.#wake();
      }
    } catch {
      this.#closed = true;
    }
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #http(method: "GET" | "POST", body = ""): Promise<string> {
    const url = new URL(`?EIO=4&transport=polling${this.#sid === "" ? "" : `&sid=${this.#sid}`}`, this.#url);
    return new Promise((resolve, reject) => {
      const headers = { ...this.#headers, ...(method === "POST" && { "content-type": "text/plain;charset=UTF-8" }) };
      const sent = request(url, { method, headers, agent: false }, (response) => {
        void textOf(response).then((text) => {
          if (this.#sid !== "" && response.statusCode !== 200) reject(new Error(text));
          else resolve(text);
        }, reject);
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  response.setEncoding("utf8");
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return text;
}

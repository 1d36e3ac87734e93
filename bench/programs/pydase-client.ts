/**
 * Loads a server of pydase's protocol, whoever's it is, with the messages of pydase's own client over bare WebSockets, and prints as JSON what it found: Python's client
 * would be slower than most of what is measured. Scenarios:
 *
 * - `changes URL COUNT PER_TURN TIMES`: calls the service's `change` so many times, and takes the time until the last change has come; whether each came, once and in order.
 * - `writes URL COUNT`: how long it takes until another client sees what one has set, one write after the other; milliseconds.
 * - `starts URL COUNT`: the same from a task's start until the client that started it sees it running.
 */
import { setTimeout as delay } from "node:timers/promises";
import WebSocket from "ws";

/** Between two requests that are timed: longer than any rhythm at which a server tells what comes fast. */
const pauseMs = 20;
const timeLimitMs = 120_000;

/** What comes with `notify`. */
interface Notification {
  readonly data: { readonly full_access_path: string; readonly value: { readonly value: unknown } };
}

/** A client of pydase on the wire. */
class Client {
  /** Takes each change: where, and the value in its serialised object. */
  onNotify: (path: string, value: unknown) => void = () => undefined;
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (answer: string) => void>();
  #requests = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static connect(url: string): Promise<Client> {
    const address = new URL("/ws/socket.io/?transport=websocket&EIO=4", url);
    const socket = new WebSocket(address.href.replace(/^http/, "ws"), { perMessageDeflate: false, maxPayload: 1 << 30 });
    const client = new Client(socket);
    return new Promise((resolve, reject) => {
      socket.on("error", reject);
      socket.on("close", () => fail("The server has closed the connection"));
      socket.on("message", (data: Buffer) => client.#take(data.toString(), () => resolve(client)));
    });
  }

  /** Resolves with the answer, as JSON text. */
  request(event: string, data: unknown): Promise<string> {
    const id = ++this.#requests;
    const answered = new Promise<string>((resolve) => this.#answers.set(id, resolve));
    this.#socket.send(`42${id}${JSON.stringify([event, data])}`);
    return answered;
  }

  #take(packet: string, connected: () => void): void {
    // What there is most of, and has to cost little.
    if (packet.startsWith("42[")) this.#takeEvent(packet);
    else if (packet.startsWith("0")) this.#socket.send("40");
    else if (packet.startsWith("40")) connected();
    else if (packet === "2") this.#socket.send("3");
    else if (packet.startsWith("43")) {
      const open = packet.indexOf("[");
      const id = Number(packet.slice(2, open));
      this.#answers.get(id)?.(packet.slice(open));
      this.#answers.delete(id);
    }
  }

  #takeEvent(packet: string): void {
    const [name, content] = JSON.parse(packet.slice(2)) as [string, Notification];
    if (name === "notify") this.onNotify(content.data.full_access_path, content.data.value.value);
  }
}

function fail(why: string): never {
  console.error(why);
  process.exit(1);
}

function float(value: number): object {
  return { full_access_path: "", type: "float", value, readonly: false, doc: null };
}

function callOf(path: string, args: readonly number[] = []): object {
  const list = { full_access_path: "", type: "list", value: args.map(float), readonly: false, doc: null };
  return { access_path: path, args: list, kwargs: { full_access_path: "", type: "dict", value: {}, readonly: false, doc: null } };
}

async function changes(url: string, count: number, perTurn: number, times: number): Promise<object> {
  const client = await Client.connect(url);
  const found = { tookMs: 0, seen: 0, inOrder: 0 };
  for (let time = 0; time < times; time++) {
    const begin = performance.now();
    let lastAt = 0;
    let next = 1;
    const allSeen = new Promise<void>((resolve) => {
      client.onNotify = (path, value) => {
        found.seen++;
        if (path === `value${(next - 1) % 10}` && value === next) found.inOrder++;
        next++;
        if (value !== count) return;
        lastAt = performance.now();
        resolve();
      };
    });
    await client.request("trigger_method", callOf("change", [count, perTurn]));
    await allSeen;
    found.tookMs += lastAt - begin;
  }
  return found;
}

async function writes(url: string, count: number): Promise<number[]> {
  const writer = await Client.connect(url);
  const reader = await Client.connect(url);
  return timed(count, () => {
    const value = Math.random();
    const seen = until(reader, "value", value);
    const written = writer.request("update_value", { access_path: "value", value: float(value) });
    return { seen, after: () => written };
  });
}

async function starts(url: string, count: number): Promise<number[]> {
  const client = await Client.connect(url);
  return timed(count, () => {
    const seen = until(client, "poll.status", "RUNNING");
    const started = client.request("trigger_method", callOf("poll.start"));
    const stop = async (): Promise<void> => {
      await started;
      const stopped = until(client, "poll.status", "NOT_RUNNING");
      await client.request("trigger_method", callOf("poll.stop"));
      await stopped;
    };
    return { seen, after: stop };
  });
}

/** Resolves when the client has seen that value there. */
function until(client: Client, path: string, value: unknown): Promise<void> {
  return new Promise((resolve) => {
    client.onNotify = (at, now) => {
      if (at === path && now === value) resolve();
    };
  });
}

async function timed(count: number, request: () => { seen: Promise<void>; after: () => Promise<unknown> }): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const begin = performance.now();
    const { seen, after } = request();
    await seen;
    times.push(performance.now() - begin);
    await after();
    await delay(pauseMs);
  }
  return times;
}

const scenarios: Readonly<Record<string, (url: string, ...numbers: [number, number, number]) => Promise<unknown>>> = {
  changes,
  writes,
  starts,
};

const [name = "", url = "", ...given] = process.argv.slice(2);
const numbers = given.map(Number);
const scenario = scenarios[name] ?? fail(`There is no scenario ${name}`);
setTimeout(() => fail(`${name} took longer than ${timeLimitMs / 1000} s`), timeLimitMs).unref();
const found = await scenario(url, numbers[0] ?? NaN, numbers[1] ?? NaN, numbers[2] ?? NaN);
process.stdout.write(`${JSON.stringify(found)}\n`, () => process.exit(0));

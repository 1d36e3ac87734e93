import { mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { io, type Socket } from "socket.io-client";
import { deckSocket } from "#shared/deck-transport.ts";
import { ServedFiles } from "../../pydase/testing/served-files.ts";
import type { ServeDeckOptions } from "../../serve-deck.ts";
import { FailedLogins } from "../failed-logins.ts";
import { Gatekeeper } from "../gatekeeper.ts";
import { StoredTokens } from "../stored-tokens.ts";
import { Tokens, tokensOfDataDir } from "../tokens.ts";

const service = {
  name: "laser.ts",
  text: `
  import { DataService, task } from "dasedeck";
  export default class Laser extends DataService {
    power = 1.5;
    double(x: number) { return 2 * x; }
    @task() async pulse() {}
  }`,
};

/** An address of this computer that others reach, where it has one. */
export const ownAddress = Object.values(networkInterfaces())
  .flatMap((found) => found ?? [])
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;

/** A program does not take these, and they would stop a test at its end. */
const throwAway = (): undefined => undefined;

/** A deck with one service that nobody reaches without a token. */
export class GuardedDeck {
  readonly #folder: string;
  readonly #sockets: Socket[] = [];
  readonly stored: StoredTokens;
  readonly #tokens: Tokens;
  readonly failedLogins: FailedLogins;
  readonly gatekeeper: Gatekeeper;
  readonly served: ServedFiles;
  /** Tokens by their roles. */
  readonly view: string;
  readonly control: string;

  private constructor(parts: {
    folder: string;
    stored: StoredTokens;
    tokens: Tokens;
    failedLogins: FailedLogins;
    gatekeeper: Gatekeeper;
    served: ServedFiles;
    view: string;
    control: string;
  }) {
    this.#folder = parts.folder;
    this.#tokens = parts.tokens;
    this.stored = parts.stored;
    this.failedLogins = parts.failedLogins;
    this.gatekeeper = parts.gatekeeper;
    this.served = parts.served;
    this.view = parts.view;
    this.control = parts.control;
  }

  static async open(further: Partial<ServeDeckOptions> & { isTokenNeeded?: boolean } = {}): Promise<GuardedDeck> {
    const { isTokenNeeded = true, ...options } = further;
    const folder = await mkdtemp(join(tmpdir(), "dasedeck-access-"));
    const stored = new StoredTokens(folder);
    const view = await stored.add("onlooker", "view", throwAway);
    const control = await stored.add("ana", "control", throwAway);
    const tokens = await Tokens.open(tokensOfDataDir(folder), throwAway);
    const failedLogins = new FailedLogins();
    const gatekeeper = new Gatekeeper({ tokens, isTokenNeeded, failedLogins });
    const served = await ServedFiles.open([service], "deck", { host: "127.0.0.2", gatekeeper, ...options });
    return new GuardedDeck({ folder, stored, tokens, failedLogins, gatekeeper, served, view, control });
  }

  get url(): string {
    return this.served.url;
  }

  /** Makes a request; `from`: the address of this computer that it comes from. */
  async request(path: string, { method = "GET", headers = {}, body, from }: RequestOptions = {}): Promise<Answer> {
    const url = new URL(path, this.url);
    const options = { method, headers, rejectUnauthorized: false, agent: false, ...(from === undefined ? {} : { localAddress: from }) };
    return new Promise((resolve, reject) => {
      const asked = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, options, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      asked.on("error", reject);
      asked.end(body);
    });
  }

  /** Connects as a client does; resolves when it is let in, or with the reason why not. */
  async connect(namespace: string, options: ConnectOptions = {}): Promise<{ socket: Socket; refusal: Refusal | null }> {
    const { prefix = "", ...further } = options;
    const socket = io(new URL(namespace, this.url).href, {
      path: `${prefix}${deckSocket.path}`,
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      rejectUnauthorized: false,
      ...further,
    });
    this.#sockets.push(socket);
    const refusal = await new Promise<Refusal | null>((resolve) => {
      socket.once("connect", () => resolve(null));
      socket.once("connect_error", (error: Error & { data?: unknown }) => resolve({ message: error.message, data: error.data }));
    });
    return { socket, refusal };
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.disconnect();
    await this.served.close();
    this.#tokens.dispose();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

interface RequestOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly from?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface ConnectOptions {
  readonly auth?: Record<string, unknown>;
  readonly extraHeaders?: Record<string, string>;
  readonly query?: Record<string, string>;
  /** The service's own address. */
  readonly prefix?: string;
}

interface Refusal {
  readonly message: string;
  readonly data: unknown;
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

export function basic(name: string, token: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${name}:${token}`).toString("base64")}` };
}

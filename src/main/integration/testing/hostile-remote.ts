import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";

/** What a hostile service does; whatever is left out is done as pydase does it. */
export interface Hostility {
  /** Answers requests that are not WebSockets. */
  readonly http?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Refuses the WebSocket with this status. */
  readonly refuse?: number;
  /** The first message of engine.io, after its digit. */
  readonly handshake?: string;
  /** Sent instead of Socket.IO's answer to the wish to connect. */
  readonly admission?: readonly string[];
  /** The answer to the request for the tree, in JSON. */
  readonly tree?: string;
  /** Ends the connection instead of answering this request. */
  readonly hangUpOn?: string;
  /** Sent after the tree. */
  readonly afterTree?: readonly string[];
}

const goodHandshake = JSON.stringify({ sid: "s", upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1_000_000 });

/** A tree of one value. */
export const smallTree = JSON.stringify({
  type: "DataService",
  name: "Sensor",
  full_access_path: "",
  doc: null,
  readonly: false,
  value: { voltage: { type: "float", full_access_path: "voltage", value: 1, readonly: false, doc: null } },
});

/** A server that a deck connects to as to a service, and that means it ill. */
export class HostileRemote {
  readonly url: string;
  /** How often a client connected. */
  connections = 0;
  readonly #close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
  }

  static async open(hostility: Hostility): Promise<HostileRemote> {
    const { http, refuse } = hostility;
    const server = createServer(http ?? ((_, response) => void response.writeHead(404).end()));
    const sockets = new WebSocketServer({ noServer: true });
    server.on("upgrade", (request, socket, head) => {
      remote.connections++;
      if (refuse !== undefined) socket.end(`HTTP/1.1 ${refuse} Refused\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      else sockets.handleUpgrade(request, socket, head, (client) => play(client, hostility));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const remote = new HostileRemote(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await once(server.close(), "close");
    });
    return remote;
  }

  async close(): Promise<void> {
    await this.#close();
  }
}

function play(
  client: WebSocket,
  { handshake = goodHandshake, admission = ['40{"sid":"x"}'], tree = smallTree, afterTree = [], hangUpOn }: Hostility,
): void {
  client.on("error", () => client.terminate());
  client.send(`0${handshake}`);
  client.on("message", (data: Buffer) => {
    const text = data.toString();
    if (text.startsWith("40")) for (const message of admission) client.send(message);
    const [, id] = /^42(\d+)\["service_serialization"/.exec(text) ?? [];
    if (hangUpOn !== undefined && text.includes(`["${hangUpOn}"`)) client.terminate();
    if (id === undefined) return;
    client.send(`43${id}[${tree}]`);
    for (const message of afterTree) client.send(message);
  });
}

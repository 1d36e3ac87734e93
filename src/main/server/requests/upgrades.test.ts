import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { GuardedDeck } from "../access/testing/guarded-deck.ts";

let deck: GuardedDeck;

beforeEach(async () => {
  deck = await GuardedDeck.open({ isTokenNeeded: false });
});

afterEach(() => deck.close());

/** Sends text as it is; resolves with all that comes until the server ends the connection. */
async function exchange(lines: readonly string[], body = ""): Promise<string> {
  const { hostname, port, host } = new URL(deck.url);
  const socket = connect({ host: hostname, port: Number(port) });
  let answer = "";
  socket.setEncoding("latin1").on("data", (text: string) => (answer += text));
  socket.write([...lines.map((line) => line.replace("HOST", host)), "", body].join("\r\n"));
  await once(socket, "close");
  return answer;
}

it.each(["h2c", "TLS/1.0", "nonsense"])("answers a request that asks for %s as one that does not", async (protocol) => {
  const headers = ["Host: HOST", "Connection: Upgrade, HTTP2-Settings, close", `Upgrade: ${protocol}`, "HTTP2-Settings: AAMAAABk"];
  expect(await exchange(["GET /healthz HTTP/1.1", ...headers])).toMatch(/^HTTP\/1\.1 200 OK[^]*"status":"ok"/);
  const body = JSON.stringify({ access_path: "laser.double", args: { type: "list", value: [] } });
  const call = await exchange(["PUT /api/v1/nothing HTTP/1.1", ...headers, `Content-Length: ${body.length}`], body);
  expect(call).toMatch(/^HTTP\/1\.1 404 /);
});

it.each([
  ["a second host", ["GET /healthz HTTP/1.1", "Host: HOST", "host: evil.example", "Connection: close"], 400],
  ["a foreign host in its target", ["GET http://evil.example/healthz HTTP/1.1", "Host: HOST", "Connection: close"], 400],
  ["its own host in its target", ["GET http://HOST/healthz HTTP/1.1", "Host: HOST", "Connection: close"], 200],
  ["a tunnel", ["CONNECT evil.example:80 HTTP/1.1", "Host: HOST"], 405],
  ["a WebSocket elsewhere", ["GET /healthz HTTP/1.1", "Host: HOST", "Connection: upgrade", "Upgrade: websocket"], 404],
  ["an upgrade to nothing", ["GET /healthz HTTP/1.1", "Host: HOST", "Connection: upgrade, close"], 200],
  [
    "a session to upgrade",
    ["GET /ws/socket.io/?EIO=4&transport=websocket&sid=x HTTP/1.1", "Host: HOST", "Connection: upgrade", "Upgrade: websocket"],
    400,
  ],
  [
    "a foreign host for a WebSocket",
    ["GET /ws/socket.io/?EIO=4&transport=websocket HTTP/1.1", "Host: evil", "Connection: upgrade", "Upgrade: websocket"],
    403,
  ],
] as const)("answers a request with %s", async (_what, lines, status) => {
  const answer = await exchange(lines);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer.toLowerCase()).toMatch(/cross-origin-resource-policy: same-origin[^]*cache-control: no-store/);
});

import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { Server as SocketServer } from "socket.io";
import { deckSocket } from "../../src/shared/deck-transport.ts";
import { expect } from "../fixtures/test.ts";
import { test } from "../fixtures/running-deck.ts";

/** What stands in for a deck in a test, and is closed at its end. */
const servers: Server[] = [];

test.afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const line = (text: string): unknown => expect.stringMatching(new RegExp(`^dasedeck: [^\\n]*${text}[^\\n]*\\n$`));

test("where no deck runs, every command says so in one line", async ({ dasedeck }) => {
  for (const args of [
    ["status"],
    ["start", "x"],
    ["stop", "x"],
    ["restart", "x.y"],
    ["get", "x.y"],
    ["set", "x.y", "-1"],
    ["logs"],
    ["logs", "-f"],
  ]) {
    const program = dasedeck(...args, "--url", "127.0.0.1:1");
    expect(await program.ended, args.join(" ")).toEqual({ code: 1, signal: null });
    expect(program.stderr).toEqual(line("no deck runs at http://127\\.0\\.0\\.1:1: start one with dasedeck serve"));
    expect(program.stdout).toBe("");
  }
});

test("what answers but is no deck, and what never answers, is told", async ({ dasedeck }) => {
  const web = await listen(createHttpServer((_, response) => response.writeHead(404).end()));
  const pydase = createHttpServer();
  const sockets = new SocketServer(pydase, { path: deckSocket.path });
  const other = await listen(pydase);
  const silent = await listen(createServer(() => undefined));
  for (const [url, says] of [
    [web, "is no Dasedeck"],
    [other, "is no Dasedeck \\(perhaps a pydase service\\)"],
    [silent, "there is no connection to .*; give the deck's address"],
    ["no-such-host.invalid", "the host of http://no-such-host.invalid:8001 is not known|there is no connection"],
  ] as const) {
    const program = dasedeck("status", "--url", url);
    expect(await program.ended).toEqual({ code: 1, signal: null });
    expect(program.stderr).toEqual(line(says));
  }
  await sockets.close();
});

test("a token goes along, and a deck's refusal is told with its reason", async ({ dasedeck, shellLine, folder }) => {
  const server = createHttpServer();
  const sockets = new SocketServer(server, { path: deckSocket.path });
  const shown: unknown[] = [];
  sockets.of(deckSocket.namespace).use(({ handshake }, next) => {
    shown.push(handshake.auth["token"]);
    next(new Error(handshake.auth["token"] === undefined ? "A token is needed" : "This token is not known"));
  });
  const url = await listen(server);

  const without = dasedeck("status", "--url", url);
  expect(await without.ended).toEqual({ code: 1, signal: null });
  expect(without.stderr).toEqual(line("refused the connection: A token is needed; give a token with --token-file or \\$DASEDECK_TOKEN"));

  await writeFile(join(folder, "token"), "s3cret\n");
  const withFile = dasedeck("status", "--url", url, "--token-file", join(folder, "token"));
  await withFile.ended;
  expect(withFile.stderr).toEqual(line("refused the connection: This token is not known; check the token"));
  expect(withFile.stderr).not.toContain("s3cret");
  await shellLine("dasedeck status", { DASEDECK_URL: `ws://${url}`, DASEDECK_TOKEN: "from-environment" });
  expect(shown).toEqual([undefined, "s3cret", "from-environment"]);

  const missing = dasedeck("status", "--url", url, "--token-file", join(folder, "nowhere"));
  expect(await missing.ended).toEqual({ code: 1, signal: null });
  expect(missing.stderr).toEqual(line("the token file .*nowhere can't be read"));
  await sockets.close();
});

test("the address comes from the environment, and a path before the deck's is kept", async ({ deck, shellLine }) => {
  await deck.serve("counter-service.ts");
  expect(await shellLine("dasedeck status")).toMatchObject({ code: 0, stdout: expect.stringContaining("counter-service") });
  expect(await shellLine('dasedeck status --url "${DASEDECK_URL}elsewhere"')).toMatchObject({
    code: 1,
    stderr: line("elsewhere is no Dasedeck"),
  });
});

const wrong: [args: string[], says: string][] = [
  [["status", "--url", "ftp://x"], "ftp://x is no address of a deck"],
  [["status", "--url", "http://ana:token@x"], "put it into a file and give --token-file"],
  [["status", "a", "b"], "too many arguments for 'status'"],
  [["start"], "missing required argument 'SERVICE\\[\\.TASK\\]'; dasedeck start --help tells more"],
  [["start", "x", "--timeout", "soon"], "a number of seconds above 0 is needed"],
  [["get"], "missing required argument"],
  [["set", "x.y"], "missing required argument 'VALUE'"],
  [["set", "x.y", "1", "2"], "too many arguments for 'set'"],
  [["logs", "-n", "-1"], "a whole number from 0 is needed"],
  [["logs", "--folow"], "unknown option '--folow' \\(Did you mean --follow\\?\\); dasedeck logs --help"],
];

for (const [args, says] of wrong) {
  test(`dasedeck ${args.join(" ")} is wrong usage`, async ({ dasedeck }) => {
    const program = dasedeck(...args);
    expect(await program.ended).toEqual({ code: 2, signal: null });
    expect(program.stderr).toEqual(line(says));
    expect(program.stdout).toBe("");
  });
}

for (const command of ["serve", "status", "start", "stop", "restart", "get", "set", "logs", "check", "init"]) {
  test(`dasedeck ${command} --help has examples`, async ({ dasedeck }) => {
    const program = dasedeck(command, "--help");
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(program.stdout).toMatch(new RegExp(`^Usage: dasedeck ${command}[\\s\\S]*\\nExamples:\\n  dasedeck ${command} ?`));
  });
}

import { CallError, createClient } from "#shared/api-definition.ts";
import { ConnectionLost } from "#shared/connection-lost.ts";
import { deckApi, type DeckApi } from "#shared/deck-api.ts";
import { deckSnapshot, type DeckSnapshot } from "#shared/deck-snapshot.ts";
import { openDeckSocket } from "#shared/deck-socket.ts";
import { deckSocket, type Connection, type DeckTransport } from "#shared/deck-transport.ts";
import type { Disposable } from "#shared/disposable.ts";
import { CommandError } from "../exit-codes.ts";
import { inOneLine } from "../terminal/printable.ts";
import { userName } from "../user-name.ts";
import type { ClientFlags } from "./client-options.ts";
import { connectionProblem } from "./connection-problem.ts";
import { parseDeckAddress } from "./deck-address.ts";
import { readToken } from "./token.ts";

/** How long it may take to reach the deck, in seconds. */
const connectTimeoutSec = 5;

/** A running deck, seen from the command line. */
export interface DeckClient extends Disposable {
  readonly url: string;
  readonly api: DeckApi;
  readonly transport: DeckTransport;
  /** The deck as it is now, checked. */
  snapshot(): Promise<DeckSnapshot>;
}

/**
 * Connects to a running deck, does something with it and lets go of it.
 *
 * @throws CommandError where it can't be reached, and with the deck's reason where it refuses
 */
export async function withDeck(flags: ClientFlags, use: (deck: DeckClient) => Promise<number>): Promise<number> {
  const client = await connect(flags);
  try {
    return await use(client);
  } catch (error) {
    throw error instanceof CallError ? new CommandError(inOneLine(error.message)) : error;
  } finally {
    client.dispose();
  }
}

async function connect({ url: givenUrl, tokenFile }: ClientFlags): Promise<DeckClient> {
  const address = parseDeckAddress(givenUrl);
  const url = `${address.origin}${address.prefix}`;
  const token = await readToken(tokenFile, process.env);
  const transport = openDeckSocket({
    origin: address.origin,
    path: `${address.prefix}${deckSocket.path}`,
    token,
    headers: { "x-client-id": clientName(userName()) },
    connectTimeoutMs: connectTimeoutSec * 1000,
    // How long an answer may take each command says itself.
    answerTimeoutMs: 24 * 3_600_000,
  });
  const outcome = await firstConnection(transport);
  if (outcome.state !== "connected") {
    transport.dispose();
    throw new CommandError(inOneLine(await connectionProblem(address, outcome.cause, token !== undefined)));
  }
  const api = createClient(deckApi, (request) => transport.send(request).catch((error: unknown) => Promise.reject(lost(url, error))));
  return {
    url,
    api,
    transport,
    async snapshot() {
      const parsed = deckSnapshot.safeParse(await api.getSnapshot(undefined));
      if (parsed.success) return parsed.data;
      throw new CommandError(`the deck at ${url} is of another version, which this command line does not understand; use the deck's own`);
    },
    dispose: () => transport.dispose(),
  };
}

function firstConnection(transport: DeckTransport): Promise<Exclude<Connection, { state: "connecting" }>> {
  return new Promise((resolve) => {
    const settle = (connection: Connection): void => {
      if (connection.state === "connecting") return;
      clearTimeout(timer);
      // It tells its present state while it is being subscribed to.
      queueMicrotask(() => stop());
      resolve(connection);
    };
    const reason = `it did not answer within ${connectTimeoutSec} s`;
    const timer = setTimeout(() => settle({ state: "lost", reason, cause: new Error(reason) }), connectTimeoutSec * 1000);
    const stop = transport.onConnection(settle);
  });
}

function lost(url: string, error: unknown): CommandError {
  const what = error instanceof ConnectionLost ? error.message : "There was no connection: nothing was sent.";
  return new CommandError(`${what} Deck: ${url}; run dasedeck status`);
}

/** As the journal names whoever uses the command line. Headers hold ASCII. */
function clientName(user: string): string {
  return `cli (${user.replaceAll(/[^ -~]/g, "?")})`;
}

import { join } from "node:path";
import { projectRoot } from "../../scripts/setup/project.mjs";
import type { BenchmarkContext } from "./benchmark.ts";
import { freePort } from "../../scripts/run/free-port.mjs";
import { tellProfile } from "./profile.ts";
import { ServedDeck } from "./served-deck.ts";
import { ServerProcess, type ServerCommand } from "./server-process.ts";

/** The service that all of them serve; see `bench/services/served.ts`. */
const service = "served";

/** What a request for its value is addressed to, below a server's or a service's own address. */
export const valueRequest = "api/v1/get_value?access_path=value";

/** The servers that are measured: each serves the same by pydase's protocol. */
export interface Subjects {
  readonly ours: ServedDeck;
  readonly peer: { readonly url: string } | { readonly reason: string };
  readonly limit: { readonly url: string };
}

/** One value of a measurement for each round. */
export interface Turns<Found> {
  readonly ours: readonly Found[];
  readonly peer: readonly Found[] | { readonly reason: string };
  readonly limit: readonly Found[];
}

/**
 * Starts ours, pydase and the bare transport side by side, for as long as `body` runs.
 *
 * @param bareServer - the bundle of `bench/programs/bare-server.ts`
 */
export async function withSubjects<T>(context: BenchmarkContext, bareServer: string, body: (subjects: Subjects) => Promise<T>): Promise<T> {
  const opened: { close(): Promise<void> }[] = [];
  const start = async (command: (port: number) => ServerCommand): Promise<{ url: string }> => {
    const port = await freePort();
    opened.push(await ServerProcess.start(command(port)));
    return { url: urlOf(port) };
  };
  try {
    const ours = await ServedDeck.open([service]);
    opened.push(ours);
    const client = await ours.connect();
    await client.untilRunning(service);
    client.close();
    const { peer } = context;
    return await body({
      ours,
      peer: "python" in peer ? await start((port) => pydaseCommand(peer.python, port)) : peer,
      limit: await start((port) => bareCommand(bareServer, port)),
    });
  } finally {
    for (const each of opened) await each.close();
  }
}

/** The service that is measured, by pydase. */
export function pydaseCommand(python: string, port: number): ServerCommand {
  return {
    program: python,
    args: () => [join(projectRoot, "bench", "peers", `${service}.py`), String(port)],
    answers: [`${urlOf(port)}${valueRequest}`],
  };
}

export function bareCommand(bareServer: string, port: number): ServerCommand {
  return { program: process.execPath, args: () => [bareServer, String(port)], answers: [`${urlOf(port)}${valueRequest}`] };
}

export function urlOf(port: number): string {
  return `http://127.0.0.1:${port}/`;
}

/** Measures one after the other, round by round; before that each once, for the compilers. Of the last round of ours it tells the profile, where one is wanted. */
export async function inTurnOf<Found>(
  { ours, peer, limit }: Subjects,
  rounds: number,
  { profile, say }: BenchmarkContext,
  measure: (url: string) => Promise<Found>,
): Promise<Turns<Found>> {
  const found = { ours: [] as Found[], peer: [] as Found[], limit: [] as Found[] };
  for (let round = 0; round <= rounds; round++) {
    say(round === 0 ? "once for the compilers" : `round ${round} of ${rounds}`);
    const isLast = round === rounds;
    const turn = {
      ours: profile && isLast ? await tellProfile(ours, service, say, () => measure(ours.url)) : await measure(ours.url),
      peer: "url" in peer ? await measure(peer.url) : null,
      limit: await measure(limit.url),
    };
    if (round === 0) continue;
    found.ours.push(turn.ours);
    found.limit.push(turn.limit);
    if (turn.peer !== null) found.peer.push(turn.peer);
  }
  return { ...found, peer: "url" in peer ? found.peer : peer };
}

/** One figure of what was found. */
export function figuresOf<Found>({ ours, peer, limit }: Turns<Found>, toFigure: (found: Found) => number): Turns<number> {
  return { ours: ours.map(toFigure), limit: limit.map(toFigure), peer: "reason" in peer ? peer : peer.map(toFigure) };
}

import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../scripts/setup/project.mjs";
import type { Benchmark, BenchmarkContext, Row } from "../harness/benchmark.ts";
import { freePort } from "../../scripts/run/free-port.mjs";
import { withPrograms } from "../harness/run-program.ts";
import { ServerProcess, type ServerCommand } from "../harness/server-process.ts";
import { bareCommand, pydaseCommand, urlOf, valueRequest } from "../harness/subjects.ts";

const rounds = 7;
const many = 10;

/** The start of a server until each of its services answers a request for a value. */
export const startUp: Benchmark = {
  name: "P8-start-up",

  run: (context) =>
    withPrograms(["bare-server"], async (programs) => {
      const { peer } = context;
      const python = "python" in peer ? peer.python : null;
      const times = { one: [] as number[], many: [] as number[], peerOne: [] as number[], peerMany: [] as number[], bare: [] as number[] };
      for (let round = 0; round < rounds; round++) {
        context.say(`round ${round + 1} of ${rounds}`);
        times.one.push(await startOf([await deckCommand(1)]));
        if (python !== null) times.peerOne.push(await startOf([pydaseCommand(python, await freePort())]));
        times.bare.push(await startOf([bareCommand(programs["bare-server"], await freePort())]));
        times.many.push(await startOf([await deckCommand(many)]));
        if (python !== null)
          times.peerMany.push(
            await startOf(await Promise.all(Array.from({ length: many }, async () => pydaseCommand(python, await freePort())))),
          );
      }
      return rows(times, peer);
    }),
};

/** From the start of all of them until the last has answered. */
async function startOf(commands: readonly ServerCommand[]): Promise<number> {
  const begin = performance.now();
  const servers = await Promise.all(commands.map((command) => ServerProcess.start(command)));
  const tookMs = performance.now() - begin;
  await Promise.all(servers.map((server) => server.close()));
  return tookMs;
}

/** The built product with so many services, each a file of its own. */
async function deckCommand(services: number): Promise<ServerCommand> {
  const port = await freePort();
  const names = Array.from({ length: services }, (_, index) => `served${index}`);
  return {
    program: process.execPath,
    args(folder) {
      const files = names.map((name) => join(folder, `${name}.ts`));
      for (const file of files) copyFileSync(join(projectRoot, "bench", "services", "served.ts"), file);
      const headless = join(projectRoot, "out", "main", "headless.js");
      return [headless, "serve", ...files, "--port", String(port), "--data-dir", join(folder, "data")];
    },
    answers: names.map((name) => `${urlOf(port)}${name}/${valueRequest}`),
  };
}

function rows(
  times: Readonly<Record<"one" | "many" | "peerOne" | "peerMany" | "bare", readonly number[]>>,
  peer: BenchmarkContext["peer"],
): Row[] {
  const orReason = (found: readonly number[]): NonNullable<Row["peer"]> => ("reason" in peer ? peer : found);
  return [
    {
      what: "start with one service until its first answer (limit: bare Node with Socket.IO and a child)",
      unit: "ms",
      ours: times.one,
      peer: orReason(times.peerOne),
      limit: times.bare,
      target: { of: "peer", atMost: 1 },
    },
    {
      what: `start with ${many} services until all answer (peer: ${many} of pydase, started together; limit: one of ours, ${many} times)`,
      unit: "ms",
      ours: times.many,
      peer: orReason(times.peerMany),
      limit: times.one.map((ms) => ms * many),
      target: { of: "peer", atMost: 1 },
    },
  ];
}

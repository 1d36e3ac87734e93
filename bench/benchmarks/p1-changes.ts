import * as z from "zod";
import type { Benchmark, Row } from "../harness/benchmark.ts";
import { runProgram, withPrograms } from "../harness/run-program.ts";
import { figuresOf, inTurnOf, withSubjects } from "../harness/subjects.ts";

const rounds = 5;
/** At a time: fewer than would be told less fully for their number (`Outbox`), since every one of them is to arrive. */
const changes = 16_000;
const times = 3;
/** As many as there are numbers: what changes twice in one turn of the event loop is told once by ours, with the value that it has in the end. */
const perTurn = 10;

const found = z.object({ tookMs: z.number(), seen: z.number(), inOrder: z.number() });

/** Changes of attributes from a service to one client of pydase's protocol. */
export const changesToClient: Benchmark = {
  name: "P1-changes",

  run: (context) =>
    withPrograms(["pydase-client", "bare-server"], (programs) =>
      withSubjects(context, programs["bare-server"], async (subjects) => {
        const turns = await inTurnOf(subjects, rounds, context, async (url) =>
          found.parse(await runProgram(programs["pydase-client"], "changes", url, String(changes), String(perTurn), String(times))),
        );
        const rates = figuresOf(turns, ({ tookMs }) => ((changes * times) / tookMs) * 1000);
        const what = "attribute changes to one client, over pydase's protocol";
        const counted = (name: string, toFigure: (each: z.infer<typeof found>) => number): Row => ({
          what: `${name} (limit: those that happened)`,
          unit: "count",
          ours: figuresOf(turns, toFigure).ours,
          limit: [changes * times],
          target: { of: "limit", same: true },
        });
        return [
          { what, unit: "per second", ...rates, target: { of: "peer", atLeast: 10 } },
          { what: `${what} (limit: bare channel and Socket.IO)`, unit: "per second", ...rates, target: { of: "limit", atLeast: 0.5 } },
          counted("changes that the client saw", ({ seen }) => seen),
          counted("… in the order in which they happened, each with its value", ({ inOrder }) => inOrder),
        ];
      }),
    ),
};

import * as z from "zod";
import type { Benchmark } from "../harness/benchmark.ts";
import { runProgram, withPrograms } from "../harness/run-program.ts";
import { figuresOf, inTurnOf, valueRequest, withSubjects } from "../harness/subjects.ts";

const rounds = 5;
const connections = 16;
const loadMs = 3_000;

/** Reads of one value over REST, on connections that are kept. */
export const reads: Benchmark = {
  name: "P9-reads",

  run: (context) =>
    withPrograms(["rest-load", "bare-server"], (programs) =>
      withSubjects(context, programs["bare-server"], async (subjects) => {
        const turns = await inTurnOf(subjects, rounds, context, async (url) =>
          z.number().parse(await runProgram(programs["rest-load"], `${url}${valueRequest}`, String(connections), String(loadMs))),
        );
        const what = `get_value over REST, ${connections} connections (limit: node:http)`;
        return [{ what, unit: "per second", ...figuresOf(turns, (perSecond) => perSecond), target: { of: "peer", atLeast: 3 } }];
      }),
    ),
};

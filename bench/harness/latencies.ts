import * as z from "zod";
import type { BenchmarkContext, Row } from "./benchmark.ts";
import { runProgram, withPrograms } from "./run-program.ts";
import { quantile } from "./statistics.ts";
import { figuresOf, inTurnOf, withSubjects } from "./subjects.ts";

const rounds = 3;
const requests = 300;

/**
 * Measures how long it takes until a client sees what a request led to, unloaded.
 *
 * @param scenario - of `bench/programs/pydase-client.ts`
 */
export function latencyRows(context: BenchmarkContext, scenario: string, what: string): Promise<Row[]> {
  return withPrograms(["pydase-client", "bare-server"], (programs) =>
    withSubjects(context, programs["bare-server"], async (subjects) => {
      const turns = await inTurnOf(subjects, rounds, context, async (url) =>
        z.array(z.number()).parse(await runProgram(programs["pydase-client"], scenario, url, String(requests))),
      );
      return [
        { name: "median", part: 0.5 },
        { name: "p99", part: 0.99 },
      ].map(({ name, part }) => ({
        what: `${what}, ${name}`,
        unit: "ms",
        ...figuresOf(turns, (times) => quantile(times, part)),
        target: { of: "peer", atMost: 0.5 },
      }));
    }),
  );
}

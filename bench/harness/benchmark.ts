/** What a benchmark finds around it. */
export interface BenchmarkContext {
  /** The Python that has pydase, or why there is none. */
  readonly peer: { readonly python: string } | { readonly reason: string };
  /** Whether to tell, too, where the time goes. */
  readonly profile: boolean;
  /** Says what is going on, or what a profile shows. */
  readonly say: (message: string) => void;
}

/** One of the benchmarks of the design: measures, and answers a row of the table for each thing that it measured. */
export interface Benchmark {
  /** Chosen by the beginning of this name, e.g. `P4`. */
  readonly name: string;
  /** @throws Error where it can't be run */
  readonly run: (context: BenchmarkContext) => Promise<readonly Row[]>;
}

export type Unit = "ms" | "µs" | "bytes" | "per second" | "% of a core" | "times" | "count";

/** The values of one thing, one for each round. */
export type Rounds = readonly number[];

/** What a benchmark found of one thing. */
export interface Row {
  readonly what: string;
  readonly unit: Unit;
  readonly ours: Rounds;
  /** The same of pydase, measured in the same rounds; or why it was not. */
  readonly peer?: Rounds | { readonly reason: string };
  /** What ours is measured against otherwise, as `what` says: the bare transport, the state before. */
  readonly limit?: Rounds;
  readonly target?: Target;
}

/** What ours is to be: in itself, or as a multiple of the peer's or the limit's. */
export type Target =
  | { readonly of: "itself"; readonly atMost: number }
  | { readonly of: "itself" | "peer" | "limit"; readonly atLeast: number }
  /** At most so many times the other, and `plus`, in the row's unit, for what is within the noise. */
  | { readonly of: "peer" | "limit"; readonly atMost: number; readonly plus?: number }
  /** The very same: nothing is lost, nothing is told twice. */
  | { readonly of: "limit"; readonly same: true };

/**
 * Takes turns: what a shared machine does to one of them meanwhile, it does to all.
 *
 * @returns the values of each, one for each round
 */
export async function inTurn<Name extends string>(
  rounds: number,
  measures: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measures) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) for (const name of names) values[name].push(await measures[name]());
  return values;
}

/** Work in small steps: it yields wherever it may be interrupted, and returns its result. */
export type Sliced<Result> = Generator<undefined, Result, undefined>;

/** How long a slice of such work may hold the event loop, in milliseconds. One step more may follow. */
const sliceMs = 10;

/** Does a slice of the work; `undefined` while there is more to do. */
export function runSlice<Result>(work: Sliced<Result>): { readonly result: Result } | undefined {
  const until = performance.now() + sliceMs;
  do {
    const step = work.next();
    if (step.done === true) return { result: step.value };
  } while (performance.now() < until);
  return undefined;
}

/** Does the work at once, however long it takes. */
export function runAtOnce<Result>(work: Sliced<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Does the work without holding the event loop. The first slice is done before this returns.
 *
 * @throws whatever the work throws
 */
export async function runInSlices<Result>(work: Sliced<Result>): Promise<Result> {
  for (;;) {
    const done = runSlice(work);
    if (done !== undefined) return done.result;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

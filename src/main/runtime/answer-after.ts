/** What the setter that runs now wants to be waited for; `null` while none runs for a writer outside. */
let waitedFor: Promise<unknown>[] | null = null;

/**
 * Makes whoever writes a property from outside wait for work that its setter has begun: the write is answered when the work is done, and fails if it fails. A
 * setter can't be `async`, and TypeScript lets it return nothing. Has no effect where a service writes its own property.
 *
 * @example
 * set voltage(value: number) {
 *   answerAfter(this.#send(`VOLT ${value}`));
 * }
 */
export function answerAfter(work: Promise<unknown>): void {
  waitedFor?.push(work);
}

/** Runs a setter; resolves when it, whatever it returned and all that it wants to be waited for is done. */
export async function runSetter(setter: () => unknown): Promise<void> {
  const outer = waitedFor;
  const work: Promise<unknown>[] = [];
  waitedFor = work;
  try {
    work.push(Promise.resolve(setter()));
  } finally {
    waitedFor = outer;
  }
  await Promise.all(work);
}

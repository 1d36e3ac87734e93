/** Does things one after the other, in the order in which they were asked for; one that fails does not keep the next from being done. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  do<Result>(job: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(job, job);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

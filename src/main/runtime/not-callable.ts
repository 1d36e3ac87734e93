/** Looks like a method, and says what to do instead where it is called as one. */
export abstract class NotCallable {
  abstract readonly name: string;

  /** @param instead - what to do, in a sentence that names it. */
  constructor(instead: string) {
    const called = (): never => {
      throw new TypeError(instead);
    };
    return Object.setPrototypeOf(called, new.target.prototype) as this;
  }
}

/** Sends the latest of many values. */
export interface PacedSender<T> {
  /** Sends the value at once, or as soon as it may: of those that come meanwhile only the latest goes. */
  offer(value: T): void;
}

/** What a {@link createPacedSender} needs. */
export interface PacedSenderOptions<T> {
  /** Answers whether the value was taken; where it was not, what waits behind it is forgotten. Never rejects. */
  readonly send: (value: T) => Promise<boolean>;
  /** From one to the next at least, in milliseconds. */
  readonly everyMs: number;
}

/** One at a time and not too often: a slow device is not sent a hundred positions of a slider. */
export function createPacedSender<T>({ send, everyMs }: PacedSenderOptions<T>): PacedSender<T> {
  let waiting: { readonly value: T } | null = null;
  let isBusy = false;

  const next = async (): Promise<void> => {
    if (isBusy || waiting === null) return;
    const { value } = waiting;
    waiting = null;
    isBusy = true;
    // At once: what is offered after a refusal was chosen in the knowledge of it.
    const told = send(value).then((isTaken) => {
      if (!isTaken) waiting = null;
    });
    await Promise.all([told, new Promise((resolve) => setTimeout(resolve, everyMs))]);
    isBusy = false;
    await next();
  };

  return {
    offer(value) {
      waiting = { value };
      void next();
    },
  };
}

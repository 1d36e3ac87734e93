/** Says when a thumb may follow the service again. */
export interface ThumbHold {
  /** A person takes the thumb; `position` where it stood still, and nothing of it is under way. */
  press(position: number | null): void;
  /** The person lets it go. */
  release(): void;
  /** The service took this position. */
  settle(position: number): void;
}

/** What a {@link createThumbHold} needs. */
export interface ThumbHoldOptions {
  /** Told the position that the thumb need no longer be kept at. */
  readonly letGo: (position: number) => void;
  /** How long the report of a position may come after its answer, in milliseconds. */
  readonly afterMs: number;
}

/** A thumb stands where a person put it until they have let it go and the service has had time to report the position. */
export function createThumbHold({ letGo, afterMs }: ThumbHoldOptions): ThumbHold {
  let isPressed = false;
  let settled: number | null = null;

  const letGoSoon = (): void => {
    setTimeout(() => {
      if (!isPressed && settled !== null) letGo(settled);
    }, afterMs);
  };

  return {
    press(position) {
      isPressed = true;
      settled = position ?? settled;
    },
    release() {
      isPressed = false;
      letGoSoon();
    },
    settle(position) {
      settled = position;
      letGoSoon();
    },
  };
}

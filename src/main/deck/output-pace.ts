import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { OutputLine } from "#shared/service-snapshot.ts";
import type { LastLines } from "./output-lines.ts";

/** How often output is passed on at the most, in seconds: as often as anyone can follow. */
const rhythmSec = 0.1;

/** Passes output on together and in bounded portions: of a flood only the last lines of each portion, with the count of those left out. */
export class OutputPace implements Disposable {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #passOn: (lines: OutputLine[]) => void;
  #waiting: OutputLine[] = [];
  #leftOut = 0;
  #timer: Disposable | null = null;

  /** @param most - lines in one portion, with the one that tells how many were left out */
  constructor(clock: Clock, most: number, passOn: (lines: OutputLine[]) => void) {
    this.#clock = clock;
    this.#most = most;
    this.#passOn = passOn;
  }

  take({ lines, leftOut }: LastLines): void {
    this.#leftOut += leftOut;
    // What stands before lines that were left out would seem to follow on them.
    if (leftOut > 0) this.#leaveOut(this.#waiting.length);
    this.#waiting.push(...lines);
    this.#leaveOut(this.#waiting.length - this.#most);
    if (this.#timer === null) this.flush();
  }

  /** Passes on at once what waits. */
  flush(): void {
    this.#timer?.dispose();
    this.#timer = null;
    if (this.#waiting.length === 0) return;
    if (this.#leftOut > 0) this.#leaveOut(this.#waiting.length - this.#most + 1);
    const lines = this.#waiting;
    const [first] = lines;
    if (this.#leftOut > 0 && first !== undefined) lines.unshift({ at: first.at, stream: "deck", text: leftOutText(this.#leftOut) });
    this.#waiting = [];
    this.#leftOut = 0;
    this.#passOn(lines);
    this.#timer = this.#clock.setTimer(rhythmSec, () => this.flush());
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  #leaveOut(count: number): void {
    if (count > 0) this.#leftOut += this.#waiting.splice(0, count).length;
  }
}

function leftOutText(count: number): string {
  return `${count} ${count === 1 ? "line" : "lines"} left out: they came faster than they can be shown`;
}

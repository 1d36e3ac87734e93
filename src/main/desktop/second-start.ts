import { app } from "electron";
import { parseHandover, type Handover } from "./handover.ts";

/** Hears of further starts of the app with the same data folder, from the moment that it is made: one that comes while the deck is still being opened is kept. */
export class SecondStarts {
  #waiting: Handover[] = [];
  #listener: ((handover: Handover) => void) | null = null;

  /** @param warn - called with a line about a start whose data could not be understood, such as another version's */
  constructor(warn: (message: string) => void) {
    // Not `argv`: Chromium puts switches first there, so that their values look like files.
    app.on("second-instance", (_event, _argv, _cwd, data) => {
      const handover = parseHandover(data);
      if (handover === null) warn("a second start of the app sent data that this version does not understand; it was ignored");
      this.#receive(handover ?? { files: [] });
    });
  }

  /** Hands over what has come so far and all that comes; there is one listener. */
  listen(listener: (handover: Handover) => void): void {
    this.#listener = listener;
    for (const handover of this.#waiting.splice(0)) listener(handover);
  }

  #receive(handover: Handover): void {
    if (this.#listener === null) this.#waiting.push(handover);
    else this.#listener(handover);
  }
}

import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { SourceFiles } from "#shared/service-channel.ts";
import { judgeLook, type lookAt } from "./source-look.ts";

/** From the end of one look to the next, in seconds. */
const restSec = 0.5;

export interface SourceWatchOptions {
  readonly clock: Clock;
  readonly look: typeof lookAt;
  readonly files: readonly string[];
  /** The files as they were taken up; those that are not among them: as they are now. */
  readonly taken: SourceFiles;
  /** Some file was saved since it was last taken up. */
  readonly onDidSave: () => void;
}

/**
 * Looks at files twice a second instead of waiting for the system's notices, which are lost for files that are replaced, for folders that are made anew, on network
 * drives, and where a computer's share of them is used up.
 */
export class SourceWatch implements Disposable {
  readonly #options: SourceWatchOptions;
  #taken: SourceFiles;
  #before: SourceFiles = {};
  #timer: Disposable | null = null;
  #disposed = false;

  constructor(options: SourceWatchOptions) {
    this.#options = options;
    this.#taken = options.taken;
    void this.#look();
  }

  /** The files as they were last taken up, as far as that is known. */
  get taken(): SourceFiles {
    return this.#taken;
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
  }

  async #look(): Promise<void> {
    const { clock, look, files, onDidSave } = this.#options;
    const now = await look(files);
    if (this.#disposed) return;
    this.#timer = clock.setTimer(restSec, () => void this.#look());
    this.#taken = { ...now, ...this.#taken };
    const verdict = judgeLook(this.#taken, this.#before, now);
    this.#before = now;
    if (verdict !== "saved") return;
    this.#taken = now;
    onDidSave();
  }
}

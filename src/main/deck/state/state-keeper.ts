import { describeThrown } from "#runtime/error-report.ts";
import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { SavedState } from "#shared/service-channel.ts";
import type { SerializedDataService } from "#shared/serialized.ts";
import { toSavedState } from "./saved-state.ts";
import { StateFile } from "./state-file.ts";

/** How long a change may be unsaved, in seconds, unless told otherwise. */
export const defaultSaveIntervalSec = 30;

export interface StateKeeperOptions {
  /** Where state files are kept. */
  readonly folder: string;
  /** Canonical path of the service file. */
  readonly serviceFile: string;
  readonly clock: Clock;
  readonly saveIntervalSec: number;
  /** What the deck's mirror knows of the service now. */
  readonly attributes: () => SerializedDataService | null;
  /** Told what could not be read or written. */
  readonly warn: (message: string) => void;
}

/**
 * Keeps the values of one service from one process to the next, and in a file. It works from the deck's mirror: a service process that is killed loses nothing,
 * and only the end of the deck itself can cost the last interval.
 */
export class StateKeeper implements Disposable {
  readonly #options: StateKeeperOptions;
  readonly #file: StateFile;
  /** What was read from the file or last written to it. */
  #saved: SavedState | null = null;
  #changed = false;
  #failing = false;
  #lastSave: Promise<void> = Promise.resolve();
  #timer: Disposable | null = null;

  constructor(options: StateKeeperOptions) {
    this.#options = options;
    this.#file = new StateFile(options.folder, options.serviceFile);
  }

  /** What a process that starts now is to take up: the mirror, or the file where no process has run yet. Never fails. */
  async toRestore(): Promise<SavedState> {
    this.#saved ??= await this.#read();
    return this.#state(this.#saved);
  }

  /** A value changed: it will be safe within the interval. */
  valueChanged(): void {
    this.#changed = true;
    this.#timer ??= this.#options.clock.setTimer(this.#options.saveIntervalSec, () => void this.save());
  }

  /** Saves now what has changed. Resolves when all is safe; what can't be written is warned of, and tried again after the interval. */
  save(): Promise<void> {
    this.#timer?.dispose();
    this.#timer = null;
    if (this.#changed && this.#saved !== null) {
      this.#changed = false;
      this.#saved = this.#state(this.#saved);
      this.#lastSave = this.#write(this.#saved);
    }
    // One may be under way, which is waited for.
    return this.#lastSave;
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = null;
  }

  async #write(state: SavedState): Promise<void> {
    try {
      await this.#file.write(state);
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#options.warn(`The values could not be saved, which is tried again: ${describeThrown(error).message}`);
      this.#failing = true;
      this.valueChanged();
    }
  }

  async #read(): Promise<SavedState> {
    const { value, warning } = await this.#file.read();
    if (warning !== null) this.#options.warn(warning);
    return value ?? {};
  }

  #state(before: SavedState): SavedState {
    const attributes = this.#options.attributes();
    return attributes === null ? before : toSavedState(attributes, before);
  }
}

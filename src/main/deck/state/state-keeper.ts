import { describeThrown } from "#runtime/error-report.ts";
import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { LoadRequest, RestoreLessons, SavedState } from "#shared/service-channel.ts";
import type { SerializedDataService } from "#shared/serialized.ts";
import type { FormerStates } from "./former-states.ts";
import { LeftOutValues } from "./left-out-values.ts";
import { afterRestore, forget, learn, type Restoring, type SavedValues } from "./restore-lessons.ts";
import { toSavedState } from "./saved-state.ts";
import { StateFile, stateFileName } from "./state-file.ts";
import { newStateRecord, StateRecordFile, type StateRecord } from "./state-record.ts";

/** How long a change may be unsaved, in seconds, unless told otherwise. */
export const defaultSaveIntervalSec = 30;

export interface StateKeeperOptions {
  /** Where state files are kept. */
  readonly folder: string;
  /** Canonical path of the service file. */
  readonly serviceFile: string;
  readonly clock: Clock;
  readonly saveIntervalSec: number;
  /** Where the values of a file that was moved are found. */
  readonly formerStates: Pick<FormerStates, "takeUp">;
  /** What the deck's mirror knows of the service now. */
  readonly attributes: () => SerializedDataService | null;
  /** Told what could not be read or written. */
  readonly warn: (message: string) => void;
}

/**
 * Keeps the values of one service from one process to the next, and in a file. It works from the deck's mirror: a service process that is killed loses nothing,
 * and only the end of the deck itself can cost the last interval.
 */
export class StateKeeper implements SavedValues, Disposable {
  readonly #options: StateKeeperOptions;
  readonly #file: StateFile;
  readonly #recordFile: StateRecordFile;
  readonly #leftOut = new LeftOutValues();
  /** What was read from the file or last written to it. */
  #saved: SavedState | null = null;
  #record: StateRecord;
  #recorded: StateRecord | null = null;
  #changed = false;
  #failing = false;
  #lastSave: Promise<void> = Promise.resolve();
  #timer: Disposable | null = null;
  #disposed = false;

  constructor(options: StateKeeperOptions) {
    this.#options = options;
    this.#file = new StateFile(options.folder, options.serviceFile);
    this.#recordFile = StateRecordFile.of(options.folder, options.serviceFile);
    this.#record = newStateRecord(options.serviceFile);
  }

  /** What a process that starts now is to take up: the mirror, or the file where no process has run yet. Never fails. */
  async toRestore(): Promise<Pick<LoadRequest, "savedState" | "restoreLessons">> {
    this.#saved = this.#state(this.#saved ?? (await this.#read()));
    return { savedState: this.#saved, restoreLessons: this.#record.restoreLessons };
  }

  /** At once in the file, too: after the end of the deck itself the value must not end another process. */
  learn(restoring: Restoring): void {
    this.#setLessons(learn(this.#record.restoreLessons, restoring));
    this.#saveRecord();
  }

  restored(sources: string): void {
    this.#setLessons(afterRestore(this.#record.restoreLessons, sources));
  }

  /** A process serves other values than the one before. */
  processLoaded(): void {
    this.#leftOut.processLoaded(this.#record.restoreLessons.leftOut.map(({ path }) => path));
    this.valueChanged();
  }

  /** A value changed: it will be safe within the interval. */
  valueChanged(): void {
    this.#giveUpLeftOut();
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
    this.#disposed = true;
    this.#timer?.dispose();
    this.#timer = null;
  }

  #write(state: SavedState): Promise<void> {
    // The record comes second: a value that it no longer leaves out is no longer in the file.
    return this.#trying(async () => {
      await this.#file.write(state);
      await this.#writeRecord();
    });
  }

  #saveRecord(): void {
    this.#lastSave = Promise.all([this.#lastSave, this.#trying(() => this.#writeRecord())]).then(() => undefined);
  }

  async #writeRecord(): Promise<void> {
    const record = this.#record;
    if (record === this.#recorded) return;
    await this.#recordFile.write(record);
    this.#recorded = record;
  }

  /** What fails is tried again with the next save. */
  async #trying(write: () => Promise<void>): Promise<void> {
    try {
      await write();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#options.warn(`The values could not be saved, which is tried again: ${describeThrown(error).message}`);
      this.#failing = true;
      if (!this.#disposed) this.valueChanged();
    }
  }

  async #read(): Promise<SavedState> {
    const { value, warning } = await this.#file.read();
    if (warning !== null) this.#options.warn(warning);
    const isSaved = (await this.#file.savedAtMs()) !== null;
    const former = isSaved || warning !== null ? null : await this.#takeUpFormer();
    if (former !== null) return former;
    await this.#readRecord();
    // One that an older version wrote is found again where its service file is moved.
    if (isSaved) this.#saveRecord();
    return value ?? {};
  }

  async #takeUpFormer(): Promise<SavedState | null> {
    const { formerStates, serviceFile, folder, warn } = this.#options;
    const taken = await formerStates.takeUp(serviceFile, (await this.#file.givenAtMs()) ?? -Infinity);
    switch (taken.kind) {
      case "nothing":
        return null;
      case "values":
        warn(`The values were taken from the former place of this file, ${taken.from}`);
        this.#record = taken.record;
        return taken.state;
      case "unreadable":
        warn(`The values of the former place of this file, ${taken.from}, can't be read`);
        return null;
      case "several": {
        const places = taken.places.map((place) => `${place} (${stateFileName(place)})`).join(", ");
        warn(
          `No values were taken from a former place of this file, since there are several: ${places}. To take those of one, remove this service from the ` +
            `deck, copy the file in brackets in ${folder} to ${stateFileName(serviceFile)} there, and load the service again`,
        );
        return null;
      }
    }
  }

  async #readRecord(): Promise<void> {
    const { value, warning } = await this.#recordFile.read();
    if (warning !== null) this.#options.warn(warning);
    if (value === null) return;
    this.#record = value;
    this.#recorded = value;
  }

  #setLessons(restoreLessons: RestoreLessons): void {
    if (restoreLessons === this.#record.restoreLessons) return;
    this.#record = { ...this.#record, restoreLessons };
    this.#changed = true;
  }

  /** A value that was left out and has a new one is saved like all others from now on. */
  #giveUpLeftOut(): void {
    const attributes = this.#options.attributes();
    if (attributes !== null) this.#setLessons(this.#leftOut.takeChanged(attributes).reduce(forget, this.#record.restoreLessons));
  }

  #state(before: SavedState): SavedState {
    const attributes = this.#options.attributes();
    return attributes === null ? before : toSavedState(attributes, before, this.#leftOut.paths);
  }
}

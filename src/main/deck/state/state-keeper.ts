import { isDeepStrictEqual } from "node:util";
import { describeThrown } from "#runtime/error-report.ts";
import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";
import { objectAt } from "#shared/mirror-tree.ts";
import type { LoadRequest, RestoreLessons, RestoreReport, SavedState } from "#shared/service-channel.ts";
import type { SerializedDataService } from "#shared/serialized.ts";
import type { FormerStates } from "./former-states.ts";
import { LeftOutValues } from "./left-out-values.ts";
import { afterRestore, forget, learn, type Restoring, type SavedValues } from "./restore-lessons.ts";
import { toSavedState } from "./saved-state.ts";
import { StateFile, stateFileName } from "./state-file.ts";
import { newStateRecord, StateRecordFile, type StateRecord } from "./state-record.ts";
import type { UnsavedValues } from "./unsaved-values.ts";
import { withoutWritten, withWritten } from "./written-places.ts";

/** How long a change may be unsaved, in seconds, unless told otherwise. */
export const defaultSaveIntervalSec = 30;

export interface StateKeeperOptions {
  /** Where state files are kept. */
  readonly folder: string;
  /** Absolute path of the service file. */
  readonly serviceFile: string;
  /** The name of the service, where its file runs several times. */
  readonly name?: string | undefined;
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
  /** What was read from the file or was last to be written to it. */
  #saved: SavedState | null = null;
  #reading: Promise<SavedState> | null = null;
  /** What is in the file. */
  #safe: SavedState = {};
  /** What the process that starts, or serves now, was told. */
  #told: SavedState = {};
  /** Values that could not all be restored, and are to be kept before anything is written over them. */
  #toKeep: SavedState[] = [];
  #record: StateRecord;
  #recorded: StateRecord | null = null;
  #changed = false;
  /** Why the last save failed; `null` where it did not. */
  #failure: string | null = null;
  #isWriting = false;
  #lastSave: Promise<void> = Promise.resolve();
  #timer: Disposable | null = null;
  #disposed = false;

  constructor(options: StateKeeperOptions) {
    this.#options = options;
    this.#file = new StateFile(options.folder, options.serviceFile, options.name);
    this.#recordFile = StateRecordFile.of(options.folder, options.serviceFile, options.name);
    this.#record = newStateRecord(options.serviceFile, options.name);
  }

  /** What a process that starts now is to take up: the mirror, or the file where no process has run yet. Never fails. */
  async toRestore(): Promise<Pick<LoadRequest, "savedState" | "savedDefaults" | "writtenPaths" | "restoreLessons">> {
    // Once: where a process is gone before it was told, what the next one has become by then must not be taken back.
    this.#reading ??= this.#read();
    const read = await this.#reading;
    this.#saved = this.#state(this.#saved ?? read);
    this.#told = this.#saved;
    const { defaults, written, restoreLessons } = this.#record;
    return { savedState: this.#saved, savedDefaults: defaults, writtenPaths: written, restoreLessons };
  }

  written(path: string): void {
    this.#setWritten(withWritten(this.#record.written, path));
  }

  called(path: string): void {
    const container = path.slice(0, Math.max(0, path.lastIndexOf(".")));
    const attributes = this.#options.attributes();
    const object = attributes === null || container === "" ? null : objectAt(attributes, container);
    if (object?.type === "list" || object?.type === "dict") this.written(container);
  }

  get writtenPaths(): readonly string[] {
    return this.#record.written;
  }

  reset(path: string): void {
    this.#setWritten(withoutWritten(this.#record.written, path));
  }

  /** What of it was not restored is kept beside the state file. */
  loaded({ defaults, losses }: RestoreReport): void {
    if (!isDeepStrictEqual(defaults, this.#record.defaults)) this.#setRecord({ defaults });
    if (losses === 0) return;
    this.#toKeep.push(this.#told);
    const path = this.#file.copyPath(this.#told);
    this.#options.warn(
      `Not all that was saved is restored, which the service says of each. The values as they were saved are kept in ${path}`,
    );
    this.#inTurn(() => this.#keepCopies());
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
      const state = this.#state(this.#saved);
      this.#saved = state;
      this.#inTurn(() => this.#write(state));
    }
    // One may be under way, which is waited for.
    return this.#lastSave;
  }

  /** What would be lost if the deck ended now, and why; `null` where all is safe. */
  get unsaved(): UnsavedValues | null {
    if (this.#saved === null || !(this.#changed || this.#isWriting)) return null;
    const now = this.#state(this.#saved);
    const members = Object.keys(now).filter((name) => !Object.hasOwn(this.#safe, name) || !isDeepStrictEqual(now[name], this.#safe[name]));
    return members.length === 0 ? null : { reason: this.#failure ?? "the disk has not answered in time", members };
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
    this.#timer = null;
  }

  async #write(state: SavedState): Promise<void> {
    await this.#keepCopies();
    await this.#file.write(state);
    this.#safe = state;
    // It comes second: a value that it no longer leaves out is no longer in the file.
    await this.#writeRecord();
  }

  #saveRecord(): void {
    this.#inTurn(() => this.#writeRecord());
  }

  async #keepCopies(): Promise<void> {
    for (let next = this.#toKeep[0]; next !== undefined; next = this.#toKeep[0]) {
      await this.#file.keepCopy(next);
      this.#toKeep.shift();
    }
  }

  async #writeRecord(): Promise<void> {
    const record = this.#record;
    if (record === this.#recorded) return;
    await this.#recordFile.write(record);
    this.#recorded = record;
  }

  #inTurn(write: () => Promise<void>): void {
    this.#lastSave = this.#lastSave.then(() => this.#trying(write));
  }

  /** What fails is tried again with the next save. */
  async #trying(write: () => Promise<void>): Promise<void> {
    this.#isWriting = true;
    try {
      await write();
      this.#failure = null;
    } catch (error) {
      const reason = describeThrown(error).message;
      if (this.#failure === null) this.#options.warn(`The values could not be saved, which is tried again: ${reason}`);
      this.#failure = reason;
      if (!this.#disposed) this.valueChanged();
    }
    this.#isWriting = false;
  }

  async #read(): Promise<SavedState> {
    const { value, warning } = await this.#file.read();
    if (warning !== null) this.#options.warn(warning);
    const isSaved = (await this.#file.savedAtMs()) !== null;
    const former = isSaved || warning !== null ? null : await this.#takeUpFormer();
    if (former !== null) return former;
    await this.#readRecord();
    if (isSaved) this.#safe = value ?? {};
    // Of a file that someone put there, nothing is known.
    else this.#record = { ...this.#record, defaults: {}, written: [] };
    // One that an older version wrote is found again where its service file is moved.
    if (isSaved) this.#saveRecord();
    return value ?? {};
  }

  async #takeUpFormer(): Promise<SavedState | null> {
    const { formerStates, serviceFile, name, folder, warn } = this.#options;
    const taken = await formerStates.takeUp(serviceFile, (await this.#file.givenAtMs()) ?? -Infinity, name);
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
        const places = taken.places.map((place) => `${place} (${stateFileName(place, name)})`).join(", ");
        warn(
          `No values were taken from a former place of this file, since there are several: ${places}. To take those of one, remove this service from the ` +
            `deck, copy the file in brackets in ${folder} to ${stateFileName(serviceFile, name)} there, and load the service again`,
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

  #setWritten(written: StateRecord["written"]): void {
    if (written === this.#record.written) return;
    this.#setRecord({ written });
    this.valueChanged();
  }

  #setLessons(restoreLessons: RestoreLessons): void {
    if (restoreLessons === this.#record.restoreLessons) return;
    this.#setRecord({ restoreLessons });
  }

  #setRecord(part: Partial<Pick<StateRecord, "restoreLessons" | "defaults" | "written">>): void {
    this.#record = { ...this.#record, ...part };
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

import { readdir, realpath } from "node:fs/promises";
import type { SavedState } from "#shared/service-channel.ts";
import { formerPlacesOf, type KnownPlace } from "./former-places.ts";
import { StateFile, stateFileName } from "./state-file.ts";
import { newStateRecord, recordsFolder, StateRecordFile, type StateRecord } from "./state-record.ts";

export interface FormerStatesOptions {
  /** Where state files are kept. */
  readonly folder: string;
  /** Service files of which the deck knows, whether or not their state files have records: those of older versions have none, and their services no names. */
  readonly knownFiles: () => readonly string[];
  /** Saves what is not yet saved of the values of that file's service, if it is on the deck. */
  readonly saveNow: (serviceFile: string, name?: string) => Promise<void>;
}

/** What a service starts with whose file is in a place of which no values are known. */
export type TakenUp =
  | { readonly kind: "nothing" }
  | { readonly kind: "values"; readonly from: string; readonly state: SavedState; readonly record: StateRecord }
  | { readonly kind: "unreadable"; readonly from: string }
  /** Which is meant can't be known. */
  | { readonly kind: "several"; readonly places: readonly string[] };

/** Finds the values of a service file that was moved, in a state file that bears the mark of its former path. They are copied: that file stays as it is. */
export class FormerStates {
  readonly #options: FormerStatesOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: FormerStatesOptions) {
    this.#options = options;
  }

  /**
   * The values of the one place that a service file can have come from, which are its own from now on: no other file is given them.
   *
   * @param serviceFile - canonical path of a file that has no state file
   * @param newerThanMs - when what it would start with otherwise was written: values that were saved before are out of date. Milliseconds since 1970.
   * @param name - of the service, where the file runs several times: only values of a service of this name are its own
   */
  takeUp(serviceFile: string, newerThanMs: number, name?: string): Promise<TakenUp> {
    // One after the other: of two copies that are loaded at once, only one is the file that was moved.
    const taken = this.#last.then(() => this.#takeUp(serviceFile, newerThanMs, name));
    this.#last = taken.catch(() => undefined);
    return taken;
  }

  async #takeUp(serviceFile: string, newerThanMs: number, name?: string): Promise<TakenUp> {
    const target = await realpath(serviceFile).catch(() => null);
    // What is not there can't be loaded, and has not been moved there.
    if (target === null) return { kind: "nothing" };
    const records = await this.#records(serviceFile, name);
    const known = await Promise.all(records.map((record) => this.#look(record, target, newerThanMs)));
    const [from, ...others] = formerPlacesOf(serviceFile, known);
    if (from === undefined) return { kind: "nothing" };
    if (others.length > 0) return { kind: "several", places: [from, ...others] };
    const { folder } = this.#options;
    const state = await new StateFile(folder, from, name).look();
    if (state === null) return { kind: "unreadable", from };
    const { restoreLessons, defaults } = records.find((record) => record.serviceFile === from) ?? newStateRecord(from, name);
    const record: StateRecord = { ...newStateRecord(serviceFile, name), takenFrom: from, restoreLessons, defaults };
    // What can't be written now is written with the first values.
    await StateRecordFile.of(folder, serviceFile, name)
      .write(record)
      .catch(() => undefined);
    return { kind: "values", from, state, record };
  }

  /** Of all service files that are called so, with a service of that name. */
  async #records(serviceFile: string, name?: string): Promise<StateRecord[]> {
    const { folder, knownFiles } = this.#options;
    const ownFile = stateFileName(serviceFile, name);
    const found = await readdir(recordsFolder(folder)).catch(() => []);
    const read = await Promise.all(
      found.filter((file) => differsInMark(file, ownFile)).map((file) => new StateRecordFile(folder, file).read()),
    );
    const records = read.flatMap(({ value }) => (value?.name === name ? (value ?? []) : []));
    if (name !== undefined) return records;
    const recorded = new Set(records.map((record) => stateFileName(record.serviceFile)));
    const others = new Set(knownFiles().filter((file) => differsInMark(stateFileName(file), stateFileName(serviceFile))));
    return [...records, ...[...others].filter((file) => !recorded.has(stateFileName(file))).map((file) => newStateRecord(file))];
  }

  async #look({ serviceFile, name, takenFrom }: StateRecord, target: string, newerThanMs: number): Promise<KnownPlace> {
    const now = (await isMoved(serviceFile, target)) ? "moved" : "there";
    if (now === "moved") await this.#options.saveNow(serviceFile, name);
    const savedAtMs = await new StateFile(this.#options.folder, serviceFile, name).savedAtMs();
    return { serviceFile, takenFrom, now, isSaved: savedAtMs !== null && savedAtMs > newerThanMs };
  }
}

/** Whether these are names of state files of two service files of the same name. */
function differsInMark(name: string, other: string): boolean {
  const mark = /[\da-f]{8}\.json$/;
  return name !== other && mark.test(name) && name.replace(mark, "") === other.replace(mark, "");
}

/** Whether there is no such file any more, or only a link to the target. Where that can't be known, it is taken to be there. */
async function isMoved(file: string, target: string): Promise<boolean> {
  try {
    return (await realpath(file)) === target;
  } catch (error) {
    return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
  }
}

import { dirname, join } from "node:path";
import * as z from "zod";
import { makeFolder } from "#runtime/make-folder.ts";
import { marks, noLessons, restoreLessons } from "#shared/service-channel.ts";
import { privateFolderMode } from "../data-folder.ts";
import { JsonFile, type JsonFileContent } from "../json-file.ts";
import { stateFileName } from "./state-file.ts";

const stateRecord = z.object({
  version: z.literal(1),
  /** Absolute path of the service file whose values the state file holds. */
  serviceFile: z.string(),
  /** The name of the service, where its file runs several times; older versions ran each file once. */
  name: z.string().optional(),
  /** The path that the service file had before, where the first values were taken from its state; else `null`. */
  takenFrom: z.string().nullable(),
  restoreLessons,
  /** Marks of the class's defaults when those values were saved; older versions took down those of lists and dicts, or none. */
  defaults: marks.default({}),
  /** Places that someone has written to from outside. */
  written: z.array(z.string()).readonly().default([]),
});
export type StateRecord = Readonly<z.infer<typeof stateRecord>>;

export function newStateRecord(serviceFile: string, name?: string): StateRecord {
  return {
    version: 1,
    serviceFile,
    ...(name !== undefined && { name }),
    takenFrom: null,
    restoreLessons: noLessons,
    defaults: {},
    written: [],
  };
}

/** The folder of the records, below that of the state files: a state file is pydase's, and has no room for what is said of it. */
export function recordsFolder(stateFolder: string): string {
  return join(stateFolder, "about");
}

/** What is known of one state file beside the values in it: a file of the same name in a folder below. */
export class StateRecordFile {
  readonly #path: string;
  readonly #file: JsonFile<StateRecord>;

  /**
   * @param stateFolder - where state files are kept
   * @param name - of the state file
   */
  constructor(stateFolder: string, name: string) {
    this.#path = join(recordsFolder(stateFolder), name);
    this.#file = new JsonFile(this.#path, stateRecord);
  }

  static of(stateFolder: string, serviceFile: string, name?: string): StateRecordFile {
    return new StateRecordFile(stateFolder, stateFileName(serviceFile, name));
  }

  read(): Promise<JsonFileContent<StateRecord>> {
    return this.#file.read();
  }

  async write(record: StateRecord): Promise<void> {
    await makeFolder(dirname(this.#path), privateFolderMode);
    await this.#file.write(record);
  }
}

import { createHash } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as z from "zod";
import { makeFolder } from "#runtime/make-folder.ts";
import type { SavedState } from "#shared/service-channel.ts";
import { privateFolderMode } from "../data-folder.ts";
import { JsonFile, readOrdinaryFile, writePrivate, writtenAtMs, type JsonFileContent } from "../json-file.ts";
import { kebabCase, nameOfFile } from "../service-id.ts";
import { noLimits, parsePythonJson } from "../../wire/python-json.ts";

/** Deeper than any tree of a service; what is deeper is no state file, and would exhaust the stack of who reads it. */
const deepestNesting = 500;
/** So many copies of values that could not all be restored are kept. */
const mostCopies = 10;
/** Long names of service files are cut, since a file system takes names of 255 bytes. */
const longestId = 40;

/**
 * The name of the state file of a service.
 *
 * @param name - of the service, where its file runs several times
 */
export function stateFileName(serviceFile: string, name?: string): string {
  // No path contains the character that separates the two.
  const identity = name === undefined ? serviceFile : `${serviceFile}\0${name}`;
  const mark = createHash("sha256").update(identity).digest("hex").slice(0, 8);
  const parts = name === undefined ? [nameOfFile(serviceFile)] : [nameOfFile(serviceFile), kebabCase(name)];
  return `${parts.map((part) => Array.from(part).slice(0, longestId).join("")).join(".")}-${mark}.json`;
}

/** The name of a file that someone may put there for a service without a state file: one of pydase's, for example. */
function givenFileName(serviceFile: string, name?: string): string {
  return name === undefined ? `${nameOfFile(serviceFile)}.json` : `${nameOfFile(serviceFile)}.${kebabCase(name)}.json`;
}

const savedState = z.record(z.string(), z.unknown());

/**
 * The state file of one service: `<file>-<mark>.json`, where the mark is made of the service file's path, or `<file>.<name>-<mark>.json` for a service with a name. So a service gets its own state and no other's,
 * whatever id it has this time and whichever deck loads it; two files of one name never mix up their values. Where there is none yet, a file `<file>.json` or
 * `<file>.<name>.json` that someone put there is read: one of pydase's, for example.
 */
export class StateFile {
  readonly #path: string;
  readonly #givenPath: string;
  readonly #file: JsonFile<SavedState>;

  /**
   * @param folder - where state files are kept
   * @param serviceFile - path of the service file
   * @param name - of the service, where its file runs several times
   */
  constructor(folder: string, serviceFile: string, name?: string) {
    this.#path = join(folder, stateFileName(serviceFile, name));
    this.#givenPath = join(folder, givenFileName(serviceFile, name));
    this.#file = new JsonFile(this.#path, savedState, { parse });
  }

  async read(): Promise<JsonFileContent<SavedState>> {
    const own = await this.#file.read();
    return own.value === null && own.warning === null ? this.#readGiven() : own;
  }

  /** What it holds, with nothing changed of it; `null` where it can't be read. */
  look(): Promise<SavedState | null> {
    return this.#file.look();
  }

  /** When it was written last, in milliseconds since 1970; `null` where there is none. */
  savedAtMs(): Promise<number | null> {
    return this.#file.writtenAtMs();
  }

  /** When the file that is read where there is no other was written; `null` where there is none. */
  givenAtMs(): Promise<number | null> {
    return writtenAtMs(this.#givenPath);
  }

  async write(state: SavedState): Promise<void> {
    await makeFolder(dirname(this.#path), privateFolderMode);
    await this.#file.write(state);
  }

  /** Where {@link keepCopy} keeps these values: in the same place whenever they are the same. */
  copyPath(state: SavedState): string {
    const mark = createHash("sha256").update(JSON.stringify(state)).digest("hex").slice(0, 8);
    return `${this.#path}.not-restored-${mark}`;
  }

  /** Keeps values, as they were saved, in a file of their own beside this one, which nothing writes over. Of many such files, the newest are kept. */
  async keepCopy(state: SavedState): Promise<void> {
    const folder = dirname(this.#path);
    await makeFolder(folder, privateFolderMode);
    await writePrivate(this.copyPath(state), `${JSON.stringify(state, null, 2)}\n`);
    const prefix = `${basename(this.#path)}.not-restored-`;
    const kept = (await readdir(folder)).filter((name) => name.startsWith(prefix) && !name.includes(".", prefix.length));
    const dated = await Promise.all(
      kept.map(async (name) => ({ path: join(folder, name), atMs: (await writtenAtMs(join(folder, name))) ?? 0 })),
    );
    const surplus = dated.sort((one, other) => other.atMs - one.atMs).slice(mostCopies);
    for (const { path } of surplus) await rm(path, { force: true });
  }

  /** Read and left as it is: it is not ours. */
  async #readGiven(): Promise<JsonFileContent<SavedState>> {
    const text = await readOrdinaryFile(this.#givenPath).catch(() => null);
    if (text === null) return { value: null, warning: null };
    try {
      return { value: savedState.parse(parse(text)), warning: null };
    } catch (error) {
      return { value: null, warning: `${this.#givenPath} is no state file: ${String(error)}` };
    }
  }
}

function parse(text: string): unknown {
  const value = parsePythonJson(text, noLimits);
  if (isDeeperThan(deepestNesting, value)) throw new RangeError(`it is nested more than ${deepestNesting} deep`);
  return value;
}

function isDeeperThan(limit: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return limit === 0 || Object.values(value).some((inner) => isDeeperThan(limit - 1, inner));
}

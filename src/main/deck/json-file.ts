import { constants } from "node:fs";
import { copyFile, lstat, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import { asideName, privateFileMode } from "./data-folder.ts";

/** Of all files that say one. */
const knownVersion = 1;
/** A file that is being written is done by then. */
const leftoverAfterMs = 60_000;
/** In bytes. Values of a service, the largest of these files, are bounded far below. */
const largestFile = 256 * 1024 * 1024;

/** What reading a {@link JsonFile} gave; `warning` says what was wrong, and what was done about it. */
export interface JsonFileContent<Value> {
  readonly value: Value | null;
  readonly warning: string | null;
}

export interface JsonFileOptions {
  /** Reads the text; what it throws makes the file one that can't be read. Default: `JSON.parse`. */
  readonly parse?: (text: string) => unknown;
  /** Whether the former version stays beside it and stands in for it; default: true. Not for what must not come back, such as a right that was taken away. */
  readonly keepsBackup?: boolean;
  /** What follows for a person where nothing of it can be read, and what to do: `its tokens are lost; make new ones with …`. */
  readonly whenLost?: string;
}

/**
 * A JSON file that survives a crash and a power cut at any moment: written beside itself, synced and renamed; the previous one is kept as `….bak`. It is for its owner
 * alone. A file that can't be read is set aside, and the backup stands in for it; one that a newer version wrote is set aside as well, and never written over.
 */
export class JsonFile<Value> {
  readonly #path: string;
  readonly #schema: z.ZodType<Value>;
  readonly #options: JsonFileOptions;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(path: string, schema: z.ZodType<Value>, options: JsonFileOptions = {}) {
    this.#path = path;
    this.#schema = schema;
    this.#options = options;
  }

  /** `value` is `null` where there is no file yet, or nothing of it can be read. */
  async read(): Promise<JsonFileContent<Value>> {
    await this.#removeLeftovers().catch(() => undefined);
    try {
      return { value: await this.#parse(this.#path), warning: null };
    } catch (error) {
      const value = await this.#parseBackup();
      // Who set a broken file aside and ended before writing a new one left the backup alone.
      if (isMissing(error)) return { value, warning: null };
      const instead = value === null ? (this.#options.whenLost ?? "starting afresh") : "its backup is used";
      if (error instanceof NewerVersion) {
        const aside = await this.#setAside(`version-${error.version}`);
        return {
          value,
          warning: `${this.#path} was written by a newer version of Dasedeck; ${aside}, for that version to be put back; ${instead}`,
        };
      }
      return { value, warning: `${this.#path} can't be read (${message(error)}); ${await this.#setAside("broken")}; ${instead}` };
    }
  }

  /** What {@link read} gives, with nothing set aside or cleared up: for a file that is another's. `null` where there is none, or none that can be read. */
  async look(): Promise<Value | null> {
    return this.#parse(this.#path).catch(() => this.#parseBackup());
  }

  /** When it, or the backup that stands in for it, was written; milliseconds since 1970. `null` where there is neither. */
  async writtenAtMs(): Promise<number | null> {
    return (await writtenAtMs(this.#path)) ?? (this.#keepsBackup ? writtenAtMs(this.#backup) : null);
  }

  /** Writes follow each other in order. Resolves when this value is safe on disk. */
  write(value: Value): Promise<void> {
    const text = `${JSON.stringify(value, null, 2)}\n`;
    this.#lastWrite = this.#lastWrite
      .catch(() => undefined)
      .then(async () => {
        // Better no backup than no file.
        if (this.#keepsBackup) await this.#renewBackup().catch(() => undefined);
        await writePrivate(this.#path, text);
      });
    return this.#lastWrite;
  }

  get #keepsBackup(): boolean {
    return this.#options.keepsBackup ?? true;
  }

  async #parseBackup(): Promise<Value | null> {
    return this.#keepsBackup ? this.#parse(this.#backup).catch(() => null) : null;
  }

  /** Never copies into what is there: a named pipe in its place would wait for a reader for ever. */
  async #renewBackup(): Promise<void> {
    await rm(this.#backup, { force: true });
    await copyFile(this.#path, this.#backup, constants.COPYFILE_EXCL);
  }

  get #backup(): string {
    return `${this.#path}.bak`;
  }

  async #setAside(why: string): Promise<string> {
    const aside = asideName(this.#path, why);
    try {
      await rename(this.#path, aside);
      return `it was set aside as ${aside}`;
    } catch (error) {
      return `it could not be set aside (${message(error)})`;
    }
  }

  /** What a write that was cut short left beside the file. A young one may be another deck's that is just being written. */
  async #removeLeftovers(): Promise<void> {
    const folder = dirname(this.#path);
    const own = `${basename(this.#path)}.`;
    for (const name of await readdir(folder)) {
      if (!name.startsWith(own) || !/^\d+$/.test(name.slice(own.length))) continue;
      const { mtimeMs } = await stat(join(folder, name));
      if (Date.now() - mtimeMs > leftoverAfterMs) await rm(join(folder, name));
    }
  }

  async #parse(path: string): Promise<Value> {
    const { parse = JSON.parse } = this.#options;
    const text = await readOrdinaryFile(path);
    if (/^[\s\0]*$/.test(text)) throw new Error(text === "" ? "it is empty" : "nothing is in it, as after a power cut");
    const content: unknown = parse(text);
    const parsed = this.#schema.safeParse(content);
    if (parsed.success) return parsed.data;
    const newer = newerVersionOf(content);
    throw newer === null ? parsed.error : new NewerVersion(newer);
  }
}

/**
 * Reads a text file. A named pipe or a device in its place would never end.
 *
 * @throws Error where it is not an ordinary file, is larger than 256 MiB, or can't be read
 */
export async function readOrdinaryFile(path: string): Promise<string> {
  // Else opening a named pipe waits for a writer. Windows has no such flag.
  const file = await open(path, process.platform === "win32" ? "r" : constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await file.stat();
    if (found.isDirectory()) throw new Error("it is a folder");
    if (!found.isFile()) throw new Error("it is no ordinary file");
    if (found.size > largestFile) throw new Error(`it has ${found.size} bytes; at most ${largestFile} are read`);
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

/** Writes a file beside itself, syncs and renames it, and syncs its folder: after a power cut there is the old one or the new one. It is for its owner alone. */
export async function writePrivate(path: string, text: string): Promise<void> {
  await writeFileAtomic(path, text, { mode: privateFileMode });
  // Without this, the renaming itself may be lost. Not every system can open a folder.
  const folder = await open(dirname(path)).catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

class NewerVersion extends Error {
  readonly version: number;

  constructor(version: number) {
    super(`version ${version}`);
    this.version = version;
  }
}

/** The version that a file says it has, where this program does not know it. */
function newerVersionOf(content: unknown): number | null {
  const version = typeof content === "object" && content !== null && "version" in content ? content.version : null;
  return typeof version === "number" && Number.isInteger(version) && version > knownVersion ? version : null;
}

/** When a file was written, in milliseconds since 1970; `null` where there is none. A link that leads nowhere useful counts by itself. */
export async function writtenAtMs(path: string): Promise<number | null> {
  return stat(path)
    .catch((error: unknown) => (isMissing(error) ? null : lstat(path)))
    .then(
      (found) => found?.mtimeMs ?? null,
      () => null,
    );
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

function message(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error).replaceAll(/\s*\n\s*/g, " ");
  return error instanceof Error ? (error.message.split("\n")[0] ?? error.name) : String(error);
}

import { copyFile, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";

/** A file that is being written is done by then. */
const leftoverAfterMs = 60_000;

/** What reading a {@link JsonFile} gave; `warning` says what was wrong, and what was done about it. */
export interface JsonFileContent<Value> {
  readonly value: Value | null;
  readonly warning: string | null;
}

export interface JsonFileOptions {
  /** Reads the text; what it throws makes the file one that can't be read. Default: `JSON.parse`. */
  readonly parse?: (text: string) => unknown;
  /** Who may read and write the file; default: as the system has it. */
  readonly mode?: number;
  /** Whether the former version stays beside it and stands in for it; default: true. Not for what must not come back, such as a right that was taken away. */
  readonly keepsBackup?: boolean;
}

/**
 * A JSON file that survives a crash at any moment: written beside itself, synced and renamed; the previous one is kept as `….bak`. A file that
 * can't be read is set aside, and the backup stands in for it.
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
      const instead = value === null ? "starting afresh" : "its backup is used";
      return { value, warning: `${this.#path} can't be read (${message(error)}); ${await this.#setAside()}, ${instead}` };
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
        if (this.#keepsBackup)
          await copyFile(this.#path, this.#backup).catch((error: unknown) => {
            if (!isMissing(error)) throw error;
          });
        await writeFileAtomic(this.#path, text, this.#options.mode === undefined ? {} : { mode: this.#options.mode });
      });
    return this.#lastWrite;
  }

  get #keepsBackup(): boolean {
    return this.#options.keepsBackup ?? true;
  }

  async #parseBackup(): Promise<Value | null> {
    return this.#keepsBackup ? this.#parse(this.#backup).catch(() => null) : null;
  }

  get #backup(): string {
    return `${this.#path}.bak`;
  }

  async #setAside(): Promise<string> {
    const aside = `${this.#path}.broken-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
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
    return this.#schema.parse(parse(await readFile(path, "utf8")));
  }
}

/** When a file was written, in milliseconds since 1970; `null` where there is none. */
export async function writtenAtMs(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
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

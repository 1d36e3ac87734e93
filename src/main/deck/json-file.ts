import { copyFile, readFile, rename } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";

/** What reading a {@link JsonFile} gave; `warning` says what was wrong, and what was done about it. */
export interface JsonFileContent<Value> {
  readonly value: Value | null;
  readonly warning: string | null;
}

/**
 * A JSON file that survives a crash at any moment: written beside itself, synced and renamed; the previous one is kept as `….bak`. A file that
 * can't be read is set aside, and the backup stands in for it.
 */
export class JsonFile<Value> {
  readonly #path: string;
  readonly #schema: z.ZodType<Value>;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(path: string, schema: z.ZodType<Value>) {
    this.#path = path;
    this.#schema = schema;
  }

  /** `value` is `null` where there is no file yet. */
  async read(): Promise<JsonFileContent<Value>> {
    try {
      return { value: await this.#parse(this.#path), warning: null };
    } catch (error) {
      if (isMissing(error)) return { value: null, warning: null };
      const aside = `${this.#path}.unreadable-${Date.now()}`;
      await rename(this.#path, aside);
      const value = await this.#parse(this.#backup).catch(() => null);
      const instead = value === null ? "starting afresh" : "its backup is used";
      return { value, warning: `${this.#path} can't be read (${message(error)}); it was set aside as ${aside}, ${instead}` };
    }
  }

  /** Writes follow each other in order. Resolves when this value is safe on disk. */
  write(value: Value): Promise<void> {
    const text = `${JSON.stringify(value, null, 2)}\n`;
    this.#lastWrite = this.#lastWrite
      .catch(() => undefined)
      .then(async () => {
        await copyFile(this.#path, this.#backup).catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
        await writeFileAtomic(this.#path, text);
      });
    return this.#lastWrite;
  }

  get #backup(): string {
    return `${this.#path}.bak`;
  }

  async #parse(path: string): Promise<Value> {
    return this.#schema.parse(JSON.parse(await readFile(path, "utf8")));
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

function message(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error).replaceAll(/\s*\n\s*/g, " ");
  return error instanceof Error ? (error.message.split("\n")[0] ?? error.name) : String(error);
}

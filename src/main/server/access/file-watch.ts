import { stat } from "node:fs/promises";
import { CleanUpOnce } from "#shared/disposable.ts";

/**
 * Looks at files again and again, and tells when one of them is another than before. The system's own notices are lost for files that are replaced and on network
 * drives, as with the watch of service files.
 */
export class FileWatch extends CleanUpOnce {
  readonly #files: readonly string[];
  readonly #rhythmMs: number;
  readonly #onDidChange: () => Promise<void>;
  #timer: NodeJS.Timeout;
  #before: string | null = null;

  private constructor(files: readonly string[], rhythmMs: number, onDidChange: () => Promise<void>) {
    super();
    this.#files = files;
    this.#rhythmMs = rhythmMs;
    this.#onDidChange = onDidChange;
    this.#timer = this.#next();
  }

  /** Resolves when the files have been looked at once: what they hold is to be read after that. */
  static async begin(files: readonly string[], rhythmMs: number, onDidChange: () => Promise<void>): Promise<FileWatch> {
    const watch = new FileWatch(files, rhythmMs, onDidChange);
    watch.#before = await lookOf(files);
    return watch;
  }

  protected override cleanUp(): void {
    clearTimeout(this.#timer);
  }

  #next(): NodeJS.Timeout {
    return setTimeout(() => {
      if (this.isOpen) void this.#look();
    }, this.#rhythmMs).unref();
  }

  async #look(): Promise<void> {
    const now = await lookOf(this.#files);
    if (!this.isOpen) return;
    const isOther = this.#before !== null && now !== this.#before;
    this.#before = now;
    if (isOther) await this.#onDidChange();
    this.#timer = this.#next();
  }
}

async function lookOf(files: readonly string[]): Promise<string> {
  const looks = files.map((file) =>
    stat(file, { bigint: true }).then(
      ({ ino, size, mtimeNs, ctimeNs }) => `${ino} ${size} ${mtimeNs} ${ctimeNs}`,
      () => "none",
    ),
  );
  return (await Promise.all(looks)).join("\n");
}

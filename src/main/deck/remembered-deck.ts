import { dirname, join } from "node:path";
import * as z from "zod";
import { makeFolder } from "#runtime/make-folder.ts";
import { wanted } from "#shared/primitives.ts";
import { instanceFields } from "#shared/service-instance.ts";
import { privateFolderMode } from "./data-folder.ts";
import { JsonFile } from "./json-file.ts";

const recentFilesKept = 10;

const windowBounds = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive(), maximized: z.boolean() });
export type WindowBounds = z.infer<typeof windowBounds>;

const rememberedService = z.object({
  /** Absolute path as it was given; older versions had the real path here. */
  file: z.string(),
  /** Older versions ran each file once, without parameters. */
  ...instanceFields,
  /** The real path that it had when a person last loaded it; older versions did not keep it, since it was `file`. Empty: the trust in it was revoked. */
  approvedFile: z.string().optional(),
  /** What was last wanted: a service that was stopped on purpose is not started with the deck. */
  wanted: z.enum(["running", "stopped"]),
  reloadOnSave: z.boolean().default(false),
  /** What people last asked of its tasks, by access path. Where that can't be read, the file's `autostart` decides. */
  tasks: z.record(z.string(), wanted).catch({}).default({}),
});
export type RememberedService = z.infer<typeof rememberedService>;

const memory = z.object({
  version: z.literal(1),
  /** In the order in which they were loaded. */
  services: z.array(rememberedService),
  recentFiles: z.array(z.string()),
  trustedFiles: z.array(z.string()),
  trustedFolders: z.array(z.string()),
  window: windowBounds.nullable(),
});
type Memory = z.infer<typeof memory>;

const empty: Memory = { version: 1, services: [], recentFiles: [], trustedFiles: [], trustedFolders: [], window: null };

/** What the deck remembers from one start to the next: `deck.json` in the data folder. */
export class RememberedDeck {
  readonly #file: JsonFile<Memory>;
  readonly #warn: (message: string) => void;
  #memory: Memory;

  private constructor(file: JsonFile<Memory>, content: Memory, warn: (message: string) => void) {
    this.#file = file;
    this.#memory = content;
    this.#warn = warn;
  }

  /** @throws Error where the data folder can't be made or read */
  static async open(dataDir: string, warn: (message: string) => void): Promise<RememberedDeck> {
    const path = join(dataDir, "deck.json");
    await makeFolder(dirname(path), privateFolderMode);
    const file = new JsonFile<Memory>(path, memory, { whenLost: "the deck starts empty: load your service files again" });
    const { value, warning } = await file.read();
    if (warning !== null) warn(warning);
    return new RememberedDeck(file, value ?? empty, warn);
  }

  get services(): readonly RememberedService[] {
    return this.#memory.services;
  }

  get recentFiles(): string[] {
    return [...this.#memory.recentFiles];
  }

  get window(): WindowBounds | null {
    return this.#memory.window;
  }

  /** Whether this person trusted the file itself or the folder that it lies in. */
  isTrusted(file: string): boolean {
    return this.#memory.trustedFiles.includes(file) || this.#memory.trustedFolders.includes(dirname(file));
  }

  trustFile(file: string): void {
    this.#change({ trustedFiles: withLast(this.#memory.trustedFiles, file) });
  }

  trustFolder(folder: string): void {
    this.#change({ trustedFolders: withLast(this.#memory.trustedFolders, folder) });
  }

  /** Real paths, the last one that was trusted at the end. */
  get trustedFiles(): readonly string[] {
    return this.#memory.trustedFiles;
  }

  /** Folders whose files, but not those of their subfolders, are trusted. */
  get trustedFolders(): readonly string[] {
    return this.#memory.trustedFolders;
  }

  /** Takes back {@link trustFile}; the file stays trusted while its folder is. Not safe on disk before {@link saveWithBackup}. */
  distrustFile(file: string): void {
    this.#change({ trustedFiles: this.#memory.trustedFiles.filter((other) => other !== file) });
  }

  /** Takes back {@link trustFolder}; files in it that are trusted themselves stay so. Not safe on disk before {@link saveWithBackup}. */
  distrustFolder(folder: string): void {
    this.#change({ trustedFolders: this.#memory.trustedFolders.filter((other) => other !== folder) });
  }

  setServices(services: readonly RememberedService[]): void {
    if (JSON.stringify(services) !== JSON.stringify(this.#memory.services)) this.#change({ services: [...services] });
  }

  addRecentFile(file: string): void {
    const others = this.#memory.recentFiles.filter((recent) => recent !== file);
    this.#change({ recentFiles: [file, ...others].slice(0, recentFilesKept) });
  }

  setWindow(window: WindowBounds): void {
    this.#change({ window });
  }

  /** Resolves when everything remembered is safe on disk. */
  async save(): Promise<void> {
    await this.#file.write(this.#memory);
  }

  /** As {@link save}, and the backup is the same: what was revoked does not come back where the file itself can't be read. */
  async saveWithBackup(): Promise<void> {
    await this.save();
    await this.save();
  }

  #change(part: Partial<Memory>): void {
    this.#memory = { ...this.#memory, ...part };
    this.save().catch((error: unknown) => this.#warn(`The deck could not be saved: ${String(error)}`));
  }
}

function withLast(list: readonly string[], item: string): string[] {
  return [...list.filter((other) => other !== item), item];
}

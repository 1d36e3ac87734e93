import { join } from "node:path";
import * as z from "zod";
import { makeFolder } from "#runtime/make-folder.ts";
import { privateFolderMode } from "../data-folder.ts";
import { JsonFile } from "../json-file.ts";
import type { RemoteAddress } from "./remote-address.ts";

const rememberedRemote = z.object({
  url: z.string(),
  name: z.string().nullable(),
  user: z.string(),
  token: z.string().nullable(),
  certificate: z.string().nullable(),
  /** What was last wanted: one that was disconnected on purpose is not connected with the deck. */
  wanted: z.enum(["running", "stopped"]),
});
export type RememberedRemote = RemoteAddress & { readonly wanted: "running" | "stopped" };

const memory = z.object({ version: z.literal(1), remotes: z.array(rememberedRemote) });
type Memory = z.infer<typeof memory>;

/** The remote services of the deck from one start to the next: `remotes.json` in the data folder. It holds their tokens, and is for its owner alone. */
export class RememberedRemotes {
  readonly #file: JsonFile<Memory>;
  readonly #warn: (message: string) => void;
  #remotes: readonly RememberedRemote[];

  private constructor(file: JsonFile<Memory>, remotes: readonly RememberedRemote[], warn: (message: string) => void) {
    this.#file = file;
    this.#remotes = remotes;
    this.#warn = warn;
  }

  /** @throws Error where the data folder can't be made or read */
  static async open(dataDir: string, warn: (message: string) => void): Promise<RememberedRemotes> {
    await makeFolder(dataDir, privateFolderMode);
    // A token that was removed must not come back.
    const file = new JsonFile<Memory>(join(dataDir, "remotes.json"), memory, {
      keepsBackup: false,
      whenLost: "the deck knows no remote services: add them again",
    });
    const { value, warning } = await file.read();
    if (warning !== null) warn(warning);
    return new RememberedRemotes(file, value?.remotes ?? [], warn);
  }

  /** In the order in which they were added. */
  get all(): readonly RememberedRemote[] {
    return this.#remotes;
  }

  set(remotes: readonly RememberedRemote[]): void {
    if (JSON.stringify(remotes) === JSON.stringify(this.#remotes)) return;
    this.#remotes = [...remotes];
    this.save().catch((error: unknown) => this.#warn(`The remote services could not be saved: ${String(error)}`));
  }

  /** Resolves when everything remembered is safe on disk. */
  async save(): Promise<void> {
    await this.#file.write({ version: 1, remotes: [...this.#remotes] });
  }
}

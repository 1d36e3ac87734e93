import { join } from "node:path";
import * as z from "zod";
import { tokenEntry, type TokenRole } from "#shared/access-token.ts";
import { openDataFolder } from "../../deck/data-folder.ts";
import { JsonFile } from "../../deck/json-file.ts";
import { makeToken, sha256Of, type Token } from "./token.ts";

const storedToken = tokenEntry.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type StoredToken = z.infer<typeof storedToken>;

const stored = z.object({ version: z.literal(1), tokens: z.array(storedToken) });

/** The tokens that `dasedeck token` makes and revokes: `tokens.json` in the data folder, for its owner alone. */
export class StoredTokens {
  readonly path: string;
  readonly #dataDir: string;
  readonly #file: JsonFile<z.infer<typeof stored>>;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.path = join(dataDir, "tokens.json");
    // A backup would let those in again who were shut out last.
    this.#file = new JsonFile(this.path, stored, {
      keepsBackup: false,
      whenLost: "no token is known any more: make new ones with dasedeck token add NAME",
    });
  }

  /** As they are now; nothing is changed. @throws Error that says why the file can't be read */
  async read(): Promise<Token[]> {
    const content = await this.#file.look();
    if (content !== null) return content.tokens;
    if ((await this.#file.writtenAtMs()) === null) return [];
    throw new Error(`${this.path} can't be read, so that no token is known; make new ones with dasedeck token add`);
  }

  /** Sets a file aside that can't be read, so that the deck can be started. @param warn - told what was wrong, and what to do */
  async prepare(warn: (message: string) => void): Promise<void> {
    if ((await this.#file.writtenAtMs()) !== null) await this.list(warn);
  }

  /** All that is kept of them. @param warn - hears what was wrong with the file, and what was done about it */
  async list(warn: (message: string) => void): Promise<readonly StoredToken[]> {
    await openDataFolder(this.#dataDir, warn);
    const { value, warning } = await this.#file.read();
    if (warning !== null) warn(warning);
    return value?.tokens ?? [];
  }

  /**
   * Makes a token.
   *
   * @returns the token itself, which is written down nowhere
   * @throws Error where there is one of that name
   */
  async add(name: string, role: TokenRole, warn: (message: string) => void): Promise<string> {
    const tokens = await this.list(warn);
    if (tokens.some((token) => token.name === name))
      throw new Error(`there is a token named ${name} already; revoke it first, or choose another name`);
    const token = makeToken();
    await this.#write([...tokens, { name, role, sha256: sha256Of(token), createdAt: new Date().toISOString() }]);
    return token;
  }

  /** @throws Error where there is none of that name */
  async revoke(name: string, warn: (message: string) => void): Promise<void> {
    const tokens = await this.list(warn);
    const left = tokens.filter((token) => token.name !== name);
    if (left.length === tokens.length) throw new Error(`there is no token named ${name}; dasedeck token list shows all`);
    await this.#write(left);
  }

  async #write(tokens: readonly StoredToken[]): Promise<void> {
    await this.#file.write({ version: 1, tokens: [...tokens] });
  }
}

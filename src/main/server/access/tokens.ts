import { CleanUpOnce } from "#shared/disposable.ts";
import { Emitter } from "#shared/emitter.ts";
import { OneAtATime } from "#shared/one-at-a-time.ts";
import { FileWatch } from "./file-watch.ts";
import { readTokenFile } from "./listed-tokens.ts";
import { StoredTokens } from "./stored-tokens.ts";
import { findToken, type Token } from "./token.ts";

/** How often the file is looked at: how long a token that was revoked may still be of use. */
const rhythmMs = 250;

/** Where tokens come from. */
export interface TokenSource {
  readonly path: string;
  /** What is done before they are read for the first time. */
  prepare?(warn: (message: string) => void): Promise<void>;
  /** @throws Error that says why they can't be read */
  read(): Promise<readonly Token[]>;
}

/** The tokens of the data folder, which `dasedeck token` makes and revokes. */
export function tokensOfDataDir(dataDir: string): TokenSource {
  return new StoredTokens(dataDir);
}

/** The tokens of an administrator's own file. @param warn - hears of lines that say nothing that could be understood */
export function tokensOfFile(path: string, warn: (message: string) => void): TokenSource {
  return {
    path,
    async read() {
      const { tokens, problems } = await readTokenFile(path);
      for (const problem of problems) warn(`${path}, ${problem}`);
      return tokens;
    },
  };
}

/** The tokens that let someone in, as the file has them now: who is struck off it is shut out. */
export class Tokens extends CleanUpOnce {
  readonly #didChange = new Emitter<void>();
  readonly onDidChange = this.#didChange.event;
  readonly #source: TokenSource;
  readonly #warn: (message: string) => void;
  #known: readonly Token[] = [];
  readonly #reading = new OneAtATime();
  #watch: FileWatch | null = null;

  private constructor(source: TokenSource, warn: (message: string) => void) {
    super();
    this.#source = source;
    this.#warn = warn;
  }

  /** @throws Error where they can't be read at first; later on that is warned of, and lets nobody in. */
  static async open(source: TokenSource, warn: (message: string) => void): Promise<Tokens> {
    const tokens = await Tokens.#begin(source, warn);
    try {
      tokens.#known = await source.read();
      return tokens;
    } catch (error) {
      tokens.dispose();
      throw error;
    }
  }

  /** The same where it must go on: also at first, what can't be read is warned of, and lets nobody in. */
  static async follow(source: TokenSource, warn: (message: string) => void): Promise<Tokens> {
    const tokens = await Tokens.#begin(source, warn);
    await tokens.readAgain();
    return tokens;
  }

  static async #begin(source: TokenSource, warn: (message: string) => void): Promise<Tokens> {
    await source.prepare?.(warn);
    const tokens = new Tokens(source, warn);
    tokens.#watch = await FileWatch.begin([source.path], rhythmMs, () => tokens.readAgain());
    return tokens;
  }

  /** Takes up at once what has just been written, for who can't wait until the file is looked at. */
  readAgain(): Promise<void> {
    // What was read before must not come after.
    return this.#reading.do(() => this.#read());
  }

  get isEmpty(): boolean {
    return this.#known.length === 0;
  }

  find(given: string): Token | null {
    return findToken(this.#known, given);
  }

  /** Whether the token is still one, with the same role. */
  isValid({ sha256, name, role }: Token): boolean {
    return this.#known.some((token) => token.sha256 === sha256 && token.name === name && token.role === role);
  }

  async #read(): Promise<void> {
    this.#known = await this.#source.read().catch((error: unknown) => {
      this.#warn(`${error instanceof Error ? error.message : String(error)}; until then nobody gets in`);
      return [];
    });
    this.#didChange.fire();
  }

  protected override cleanUp(): void {
    this.#watch?.dispose();
  }
}

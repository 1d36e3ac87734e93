import type { TokenEntry, TokenRole } from "#shared/access-token.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { NetworkOutcome, NetworkSettings, NetworkView } from "#shared/network-settings.ts";
import { OneAtATime } from "#shared/one-at-a-time.ts";
import type { NetworkControl } from "../../deck/network-control.ts";
import { StoredTokens } from "../access/stored-tokens.ts";
import { Tokens, tokensOfDataDir } from "../access/tokens.ts";
import { addressesForOthers } from "../own-addresses.ts";
import { DeckPublisher, type DeckPublisherOptions } from "./deck-publisher.ts";
import { NetworkProblem } from "./network-problem.ts";
import { RememberedNetwork } from "./remembered-network.ts";
import { planOf, urlsOf } from "./server-plan.ts";

export interface DeckNetworkOptions {
  readonly dataDir: string;
  /** The port that this start was given, which wins over what is remembered; `null`: none. */
  readonly givenPort: number | null;
  readonly warn: (message: string) => void;
}

interface Parts extends DeckNetworkOptions {
  readonly remembered: RememberedNetwork;
  readonly stored: StoredTokens;
  readonly tokens: Tokens;
}

/** How a deck is reached and by whom, as the person at its window has it: remembered in the data folder, and changed while it is served. */
export class DeckNetwork implements NetworkControl, Disposable {
  readonly #parts: Parts;
  readonly #inOrder = new OneAtATime();
  #publisher: DeckPublisher | null = null;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Reads what is remembered; nothing is served before {@link publish}. */
  static async open(options: DeckNetworkOptions): Promise<DeckNetwork> {
    const { dataDir, warn } = options;
    const remembered = await RememberedNetwork.open(dataDir, warn);
    const tokens = await Tokens.follow(tokensOfDataDir(dataDir), warn);
    return new DeckNetwork({ ...options, remembered, tokens, stored: new StoredTokens(dataDir) });
  }

  /** Serves the deck as is remembered; where that can't be, the deck says so, and it is tried again. */
  async publish(served: Pick<DeckPublisherOptions, "deck" | "handlers" | "rendererDir">): Promise<void> {
    const { tokens, warn, remembered, givenPort } = this.#parts;
    this.#publisher = new DeckPublisher({ ...served, tokens, warn });
    await this.#publisher.publishWhenPossible(planOf(remembered.settings, givenPort));
  }

  look(): NetworkView {
    const { remembered, givenPort } = this.#parts;
    const { settings, warning } = remembered;
    const addresses = addressesForOthers();
    const current = this.#publisher?.current ?? null;
    return { settings, givenPort, addresses, urls: current === null ? [] : urlsOf(current.plan, current.port, addresses), warning };
  }

  change(settings: NetworkSettings): Promise<NetworkOutcome> {
    return this.#inOrder.do(async () => {
      try {
        await this.#served.publish(planOf(settings, this.#parts.givenPort));
      } catch (error) {
        if (error instanceof NetworkProblem) return { kind: "refused", part: error.part, reason: error.message };
        throw error;
      }
      await this.#parts.remembered.remember(settings).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`The deck is served so now, but that could not be remembered for the next start: ${reason}`, { cause: error });
      });
      return { kind: "applied" };
    });
  }

  async listTokens(): Promise<TokenEntry[]> {
    const tokens = await this.#parts.stored.list(this.#parts.warn);
    return tokens.map(({ name, role, createdAt }) => ({ name, role, createdAt }));
  }

  makeToken(name: string, role: TokenRole): Promise<string> {
    return this.#changeTokens((stored, warn) => stored.add(name, role, warn));
  }

  revokeToken(name: string): Promise<void> {
    return this.#changeTokens((stored, warn) => stored.revoke(name, warn));
  }

  /** Ends what is served. */
  async close(): Promise<void> {
    await this.#publisher?.close();
    this.dispose();
  }

  dispose(): void {
    this.#parts.tokens.dispose();
  }

  #changeTokens<Result>(change: (stored: StoredTokens, warn: (message: string) => void) => Promise<Result>): Promise<Result> {
    const { stored, tokens, warn } = this.#parts;
    return this.#inOrder.do(async () => {
      const result = await change(stored, warn);
      // Whoever was shut out is cut off now, and not when the file is looked at next.
      await tokens.readAgain();
      return result;
    });
  }

  get #served(): DeckPublisher {
    if (this.#publisher === null) throw new Error("The deck is not served yet");
    return this.#publisher;
  }
}

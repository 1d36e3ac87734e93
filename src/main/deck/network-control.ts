import type { TokenEntry, TokenRole } from "#shared/access-token.ts";
import type { NetworkOutcome, NetworkSettings, NetworkView } from "#shared/network-settings.ts";

/** Who may reach the deck over the network, and how. What does it, a server and its tokens, the deck knows nothing of. */
export interface NetworkControl {
  look(): NetworkView;
  change(settings: NetworkSettings): Promise<NetworkOutcome>;
  listTokens(): Promise<TokenEntry[]>;
  /** @returns the token itself, this once. @throws Error where there is one of that name */
  makeToken(name: string, role: TokenRole): Promise<string>;
  /** @throws Error where there is none of that name */
  revokeToken(name: string): Promise<void>;
}

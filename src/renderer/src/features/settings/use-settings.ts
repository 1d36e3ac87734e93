import { useWindowEvent } from "@mantine/hooks";
import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import type { TokenEntry } from "#shared/access-token.ts";
import type { NetworkView } from "#shared/network-settings.ts";
import type { TrustEntry } from "#shared/trust.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useDeck } from "../../api/use-deck.ts";

const networkKey = ["network"] as const;
const tokensKey = ["tokens"] as const;
const trustKey = ["trust"] as const;
/** What is loaded, removed or revoked meanwhile shows after this time at the latest. */
const trustReadEveryMs = 2000;

/** The deck does not push these: the command line and the system change them, too. */
const readOnEachLook = { staleTime: 0, gcTime: 0 } as const;

/** How the deck is reached; read again when its server is another. */
export function useNetwork(): UseQueryResult<NetworkView> {
  const { api } = useDeckAccess();
  const server = useDeck((deck) => deck.server);
  return useQuery({
    queryKey: [...networkKey, server],
    queryFn: () => api.getNetwork(undefined),
    placeholderData: keepPreviousData,
    ...readOnEachLook,
  });
}

export function useTokens(): UseQueryResult<TokenEntry[]> {
  const { api } = useDeckAccess();
  return useQuery({ queryKey: tokensKey, queryFn: () => api.getTokens(undefined), ...readOnEachLook });
}

/** Browsers hear of every event of the deck, but not of what is trusted: so this is read, and not pushed. */
export function useTrust(): UseQueryResult<TrustEntry[]> {
  const { api } = useDeckAccess();
  return useQuery({
    queryKey: trustKey,
    queryFn: () => api.getTrust(undefined),
    refetchInterval: trustReadEveryMs,
    ...readOnEachLook,
  });
}

/** Reads again what may have changed. */
export function useReadSettings(): Record<"network" | "tokens" | "trust", () => Promise<void>> {
  const queryClient = useQueryClient();
  return {
    network: () => queryClient.invalidateQueries({ queryKey: networkKey }),
    tokens: () => queryClient.invalidateQueries({ queryKey: tokensKey }),
    trust: () => queryClient.invalidateQueries({ queryKey: trustKey }),
  };
}

/** Who comes back to the window may have made a token on the command line, or joined another network. */
export function useReadOnReturn(): void {
  const read = useReadSettings();
  useWindowEvent("focus", () => {
    void read.network();
    void read.tokens();
    void read.trust();
  });
}

import { useWindowEvent } from "@mantine/hooks";
import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import type { TokenEntry } from "#shared/access-token.ts";
import type { NetworkView } from "#shared/network-settings.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useDeck } from "../../api/use-deck.ts";

const networkKey = ["network"] as const;
const tokensKey = ["tokens"] as const;

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

/** Reads again what may have changed. */
export function useReadSettings(): { network: () => Promise<void>; tokens: () => Promise<void> } {
  const queryClient = useQueryClient();
  return {
    network: () => queryClient.invalidateQueries({ queryKey: networkKey }),
    tokens: () => queryClient.invalidateQueries({ queryKey: tokensKey }),
  };
}

/** Who comes back to the window may have made a token on the command line, or joined another network. */
export function useReadOnReturn(): void {
  const read = useReadSettings();
  useWindowEvent("focus", () => {
    void read.network();
    void read.tokens();
  });
}

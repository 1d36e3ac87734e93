import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useReadDeck } from "../../api/use-deck.ts";
import { addressOf, type RemoteDraft } from "./remote-draft.ts";

/** What became of the wish to add a remote service; `known`: it was on the deck before, and goes by the name and the token that it has. */
export interface AddOutcome {
  readonly kind: "added" | "known";
  /** Its id. */
  readonly service: string;
}

/** A wish to add a remote service. */
export interface AddRequest {
  readonly draft: RemoteDraft;
  /** Id of the one that it takes the place of; `null`: of none. */
  readonly replaced: string | null;
}

/** Adds a remote service; its refusal is shown by the caller, at the field. */
export function useAddRemote(): UseMutationResult<AddOutcome, Error, AddRequest> {
  const { api } = useDeckAccess();
  const readDeck = useReadDeck();
  return useMutation({
    mutationFn: async ({ draft, replaced }) => {
      if (replaced !== null) await api.removeRemote({ service: replaced });
      const before = readDeck()?.services ?? [];
      const service = await api.addRemote(addressOf(draft));
      const isKnown = service !== replaced && before.some(({ id }) => id === service);
      return { kind: isKnown ? "known" : "added", service };
    },
  });
}

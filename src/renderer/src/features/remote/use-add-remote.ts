import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useReadDeck } from "../../api/use-deck.ts";
import { addressOf, type RemoteDraft } from "./remote-draft.ts";

/** What became of the wish to add a remote service; `known`: it was on the deck before, and goes by the name that it has. */
export interface AddOutcome {
  readonly kind: "added" | "known";
  /** Its id. */
  readonly service: string;
}

/** Adds a remote service; its refusal is shown by the caller, at the field. */
export function useAddRemote(): UseMutationResult<AddOutcome, Error, RemoteDraft> {
  const { api } = useDeckAccess();
  const readDeck = useReadDeck();
  return useMutation({
    mutationFn: async (draft) => {
      const before = new Set(readDeck()?.services.map(({ id }) => id));
      const service = await api.addRemote(addressOf(draft));
      return { kind: before.has(service) ? "known" : "added", service };
    },
  });
}

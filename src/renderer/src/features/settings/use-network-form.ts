import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { NetworkSettings, NetworkView } from "#shared/network-settings.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { errorText } from "../../format/error.ts";
import { draftOf, readDraft, refusalAt, type DraftField, type DraftProblems, type NetworkDraft } from "./network-draft.ts";
import { useReadSettings } from "./use-settings.ts";

export interface NetworkFormState {
  readonly draft: NetworkDraft;
  readonly isChanged: boolean;
  readonly problems: DraftProblems;
  /** What went wrong without being about a field. */
  readonly failure: string | null;
  readonly pending: boolean;
  /** What was typed is so now, and nothing was typed since. */
  readonly isApplied: boolean;
  readonly change: <Field extends DraftField>(field: Field, value: NetworkDraft[Field]) => void;
  readonly apply: () => void;
  readonly discard: () => void;
}

/** What is typed into the form of the network, and what became of it. What is refused stays as it was typed. */
export function useNetworkForm({ settings }: NetworkView): NetworkFormState {
  const { api } = useDeckAccess();
  const read = useReadSettings();
  const [typed, setTyped] = useState<Partial<NetworkDraft>>({});
  const [problems, setProblems] = useState<DraftProblems>({});
  const present = draftOf(settings);
  const draft = { ...present, ...typed };
  const isChanged = (Object.keys(typed) as DraftField[]).some((field) => draft[field] !== present[field]);
  const applying = useMutation({
    mutationFn: (wanted: NetworkSettings) => api.setNetwork(wanted),
    onSuccess: async (outcome) => {
      if (outcome.kind === "refused") {
        setProblems(refusalAt(outcome.part, outcome.reason));
        return;
      }
      // Before the draft is gone, so that the values of before are not seen once more.
      await read.network();
      setTyped({});
    },
    // It may have been served, and not remembered.
    onError: () => void read.network(),
  });
  return {
    draft,
    isChanged,
    isApplied: !isChanged && applying.data?.kind === "applied",
    problems,
    failure: applying.error === null ? null : errorText(applying.error),
    pending: applying.isPending,
    change(field, value) {
      setTyped({ ...typed, [field]: value });
      // Whom the deck is for decides what is asked at all.
      setProblems(field === "reach" || field === "encryption" ? {} : { ...problems, [field]: undefined });
    },
    apply() {
      const wanted = readDraft(draft, settings);
      if ("problems" in wanted) {
        setProblems(wanted.problems);
        return;
      }
      setProblems({});
      applying.mutate(wanted.settings);
    },
    discard() {
      setTyped({});
      setProblems({});
      applying.reset();
    },
  };
}

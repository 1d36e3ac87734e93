import { useState } from "react";
import type { AttributeWrite } from "#shared/serialized.ts";
import { useQuietCommand } from "../../../api/use-command.ts";
import { errorText } from "../../../format/error.ts";
import { plainValue } from "../../../format/plain-value.ts";
import { useServiceAccess } from "./service-access.ts";

/** What became of a call of a method. */
export type Outcome = { readonly kind: "returned"; readonly text: string } | { readonly kind: "threw"; readonly reason: string };

/** A method that can be called. */
export interface MethodCall {
  readonly pending: boolean;
  /** Of the last call; `null` before there was one, and while one is under way. */
  readonly outcome: Outcome | null;
  call(kwargs: Readonly<Record<string, AttributeWrite>>): void;
}

export function useCall(path: string): MethodCall {
  const { service } = useServiceAccess();
  const command = useQuietCommand("callMethod");
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  return {
    pending: command.isPending,
    outcome,
    call(kwargs) {
      setOutcome(null);
      command.mutate(
        { service, path, args: [], kwargs },
        {
          onSuccess: (result) => setOutcome({ kind: "returned", text: result.type === "NoneType" ? "done" : plainValue(result) }),
          onError: (error) => setOutcome({ kind: "threw", reason: errorText(error) }),
        },
      );
    },
  };
}

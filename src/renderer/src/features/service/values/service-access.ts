import { createContext, use } from "react";
import type { Writer } from "../draft.ts";

/** What every value of a service has in common. */
export interface ServiceAccess {
  /** The service's id. */
  readonly service: string;
  /** Why nothing can be edited or called at present; `null` where everything can. */
  readonly obstacle: string | null;
  /** The deck's clock, in milliseconds since the epoch. */
  readonly deckNow: () => number;
  /** Who gave the value at an access path its present value. */
  readonly writerOf: (path: string) => Writer;
  /** What a person has folded and unfolded, by access path and purpose: it lasts as long as the panel. */
  readonly folds: Map<string, boolean>;
  /** Which page of a long list is looked at, by access path. */
  readonly pages: Map<string, number>;
}

export const ServiceAccessContext = createContext<ServiceAccess | null>(null);

/** Where the values around here belong to. */
export function useServiceAccess(): ServiceAccess {
  const access = use(ServiceAccessContext);
  if (access === null) throw new Error("A value stands outside of a service");
  return access;
}

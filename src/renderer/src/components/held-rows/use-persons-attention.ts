import { useEffect, useState, useSyncExternalStore, type RefObject } from "react";
import { createPersonsAttention, type PersonsAttention } from "./persons-attention.ts";

/** For the element that is watched. */
export interface AttentionHandlers extends Pick<PersonsAttention, "onPointerEnter" | "onPointerLeave"> {
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/** Whether the pointer or the focus is within a part of the window. @param part - its element */
export function usePersonsAttention(part: RefObject<HTMLElement | null>): { isBusy: boolean; handlers: AttentionHandlers } {
  const [attention] = useState(createPersonsAttention);
  useEffect(() => (part.current === null ? undefined : attention.watch(part.current)), [attention, part]);
  const isBusy = useSyncExternalStore(attention.subscribe, attention.get);
  const { onPointerEnter, onPointerLeave, onFocusMoved } = attention;
  return { isBusy, handlers: { onPointerEnter, onPointerLeave, onFocus: onFocusMoved, onBlur: onFocusMoved } };
}

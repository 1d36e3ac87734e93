import type { ReadableStore } from "../../api/value-store.ts";

/** What lies over the window and belongs to what it was opened from: a menu of a row, the dialog of its last error. */
const overlays = "#overlays, [role='dialog'], [role='menu']";

/** Whether a person is busy with a part of the window: points into it, or has the keyboard's focus in it. */
export interface PersonsAttention extends ReadableStore<boolean> {
  /** Begins to watch a part that can be seen now. @returns ends it */
  readonly watch: (part: HTMLElement) => () => void;
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
  readonly onFocusMoved: () => void;
}

/** Whether the pointer has been used in this window. One that merely rests where the app's window opened points at nothing, and must not keep new rows away. */
let pointerWasUsed = false;

/**
 * A store, and no state of React's: what is asked while the rows are drawn has to be true at that moment, before React has handled the event that changed it.
 */
export function createPersonsAttention(): PersonsAttention {
  const listeners = new Set<() => void>();
  let part: HTMLElement | null = null;
  let pointsInside = false;
  let hadFocus = false;
  let leftWindow = false;
  const look = (): boolean => {
    if (part === null) return false;
    const focused = part.ownerDocument.activeElement;
    // What was opened from the part keeps its focus; what was opened from elsewhere does not.
    hadFocus = part.contains(focused) || (hadFocus && focused !== null && focused.closest(overlays) !== null);
    return (pointsInside && pointerWasUsed) || (hadFocus && !leftWindow);
  };
  const notify = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const onWindowBlur = (): void => {
    leftWindow = true;
    notify();
  };
  const onReturn = (): void => {
    leftWindow = false;
  };
  // It enters before it moves.
  const onPointerUsed = (): void => {
    if (pointerWasUsed) return;
    pointerWasUsed = true;
    notify();
  };
  return {
    get: look,
    subscribe(listener) {
      const entry = (): void => listener();
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    watch(element) {
      part = element;
      // A view that opens below a resting pointer hears of no movement.
      pointsInside = element.matches(":hover");
      const returns = ["focus", "keydown", "pointerdown"] as const;
      const uses = ["pointermove", "pointerdown"] as const;
      window.addEventListener("blur", onWindowBlur);
      for (const event of returns) window.addEventListener(event, onReturn, { capture: true });
      for (const event of uses) window.addEventListener(event, onPointerUsed, { capture: true });
      return () => {
        part = null;
        for (const event of uses) window.removeEventListener(event, onPointerUsed, { capture: true });
        window.removeEventListener("blur", onWindowBlur);
        for (const event of returns) window.removeEventListener(event, onReturn, { capture: true });
      };
    },
    onPointerEnter() {
      pointsInside = true;
      notify();
    },
    onPointerLeave() {
      pointsInside = false;
      notify();
    },
    // Between two elements the focus is nowhere: it is looked at afterwards.
    onFocusMoved: () => queueMicrotask(notify),
  };
}

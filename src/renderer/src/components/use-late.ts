import { useEffect, useState } from "react";

/** How long an action may take before the window says that it is under way. */
export const lateAfterMs = 150;

/** True once `active` has lasted for {@link lateAfterMs}: quick actions don't flicker. */
export function useLate(active: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!active) return undefined;
    const timer = setTimeout(() => setLate(true), lateAfterMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [active]);
  return active && late;
}

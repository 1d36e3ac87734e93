import { useEffect, useRef, useState } from "react";
import { tableRows, taskKey, type ServiceRow } from "./deck-rows.ts";

/** How long after its last move the pointer is taken to rest. */
const restsAfterMs = 3000;

type Order = ReadonlyMap<string, number>;

/** Where each row stands. */
export function orderOf(rows: readonly ServiceRow[]): Order {
  return new Map(tableRows(rows).map(({ key }, place) => [key, place]));
}

/** The same rows in an order held before; newcomers come last. */
export function inOrder(rows: readonly ServiceRow[], order: Order): ServiceRow[] {
  const place = (key: string): number => order.get(key) ?? Number.MAX_SAFE_INTEGER;
  return rows
    .map((row) => ({
      ...row,
      tasks: [...row.tasks].sort((a, b) => place(taskKey(row.service.id, a.task.path)) - place(taskKey(row.service.id, b.task.path))),
    }))
    .sort((a, b) => place(a.service.id) - place(b.service.id));
}

/** While the pointer moves over the rows they keep their places, so that nobody clicks what has just slipped under it. */
export function useHeldOrder(rows: readonly ServiceRow[]): {
  rows: readonly ServiceRow[];
  onPointerMove: () => void;
  onPointerLeave: () => void;
} {
  const [held, setHeld] = useState<Order | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const release = (): void => {
    clearTimeout(timer.current);
    setHeld(null);
  };
  return {
    rows: held === null ? rows : inOrder(rows, held),
    onPointerMove: () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(release, restsAfterMs);
      setHeld((present) => present ?? orderOf(rows));
    },
    onPointerLeave: release,
  };
}

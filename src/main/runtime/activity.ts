import { toDisposable, type Disposable } from "#shared/disposable.ts";
import type { Activity } from "#shared/activity.ts";

type Listener = (activity: Activity) => void;

let listener: Listener | null = null;

/** Says that code of the author's begins now: what blocks the event loop can't say so itself later. */
export function reportActivity(kind: Activity["kind"], path: string): void {
  listener?.({ kind, path });
}

/** Whoever listens is called right before the code begins. One at a time: a process has one service. */
export function onActivity(heard: Listener): Disposable {
  listener = heard;
  return toDisposable(() => {
    if (listener === heard) listener = null;
  });
}

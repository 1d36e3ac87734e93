import { isForeign, locationIn } from "./author-stack.ts";
import { Run } from "./run-context.ts";

type Callback = (...args: unknown[]) => void;
type SetTimer = (callback: Callback, delayMs?: number, ...args: unknown[]) => NodeJS.Timeout;

/**
 * Watches the timers that tasks set with the global `setTimeout` and `setInterval`, and tells of one that is still there when its run has ended: it goes on beside the next
 * run. An interval is told of when the run ends; a timeout only if it fires afterwards.
 *
 * @param report - told in one line, once for each place where such a timer is set
 */
export function watchLeftTimers(report: (message: string) => void): void {
  const told = new Set<string>();
  const tell = (run: Run, what: "setInterval" | "setTimeout", origin: Error): void => {
    const location = locationIn(origin.stack ?? "", isForeign);
    const place = location === null ? "" : ` (${location.file}:${location.line})`;
    const key = `${run.task} ${place}`;
    if (told.has(key) || told.size >= maxTold) return;
    told.add(key);
    const clear = what === "setInterval" ? "clearInterval" : "clearTimeout";
    report(`The task ${run.task} has ended and left a timer: ${what}${place}. Call ${clear} in a finally block`);
  };
  const intervals = new WeakMap<Run, Interval[]>();
  const watchInterval = (run: Run, interval: Interval): void => {
    const known = intervals.get(run);
    if (known === undefined) {
      intervals.set(run, [interval]);
      run.onEnded = () => {
        for (const { timer, origin } of intervals.get(run) ?? []) if (isActive(timer)) tell(run, "setInterval", origin);
        intervals.delete(run);
      };
      return;
    }
    const active = known.filter(({ timer }) => isActive(timer));
    if (active.length < maxWatched) intervals.set(run, [...active, interval]);
  };
  replace("setInterval", (setInterval) => (callback, delayMs, ...args) => {
    const timer = setInterval(callback, delayMs, ...args);
    const run = Run.current;
    if (run !== undefined) watchInterval(run, { timer, origin: new Error("setInterval") });
    return timer;
  });
  replace("setTimeout", (setTimeout) => (callback, delayMs, ...args) => {
    const run = Run.current;
    if (run === undefined || run.hasEnded || typeof callback !== "function") return setTimeout(callback, delayMs, ...args);
    const origin = new Error("setTimeout");
    const watched = function (this: unknown, ...given: unknown[]): void {
      if (run.hasEnded) tell(run, "setTimeout", origin);
      Reflect.apply(callback, this, given);
    };
    return setTimeout(watched, delayMs, ...args);
  });
}

/** So many places are told of. */
const maxTold = 100;
/** So many intervals of one run are watched. */
const maxWatched = 100;

/** An interval, and where it was set. */
interface Interval {
  readonly timer: NodeJS.Timeout;
  readonly origin: Error;
}

/** Of a timer that was cleared, in whichever way, Node says so here alone. */
function isActive(timer: NodeJS.Timeout): boolean {
  return (timer as { readonly _destroyed?: boolean })._destroyed === false;
}

/** Puts another function in the place of a global one, with all that the old one has: `util.promisify(setTimeout)` goes on working. */
function replace(name: "setInterval" | "setTimeout", wrap: (original: SetTimer) => SetTimer): void {
  const original = globalThis[name] as unknown as SetTimer;
  const wrapped = wrap(original);
  Object.defineProperties(wrapped, Object.getOwnPropertyDescriptors(original));
  Object.defineProperty(globalThis, name, { value: wrapped, configurable: true, writable: true, enumerable: true });
}

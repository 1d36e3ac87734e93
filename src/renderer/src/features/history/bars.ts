import type { EnteredState, SubjectHistory } from "#shared/journal.ts";
import type { TimeRange } from "./span.ts";

/** A piece of a strip: one state, or several in quick succession, told as the worst of them. Places are parts of the strip, from 0 to 1. */
export interface Bar extends TimeRange {
  readonly left: number;
  readonly right: number;
  readonly state: EnteredState;
  /** How many states it stands for. */
  readonly states: number;
}

/** What a person has to see first, if there is room for one only. */
const worstFirst: readonly EnteredState[] = [
  "failed",
  "stuck",
  "restarting",
  "starting",
  "stopping",
  "inactive",
  "stopped",
  "finished",
  "running",
];

function worse(one: EnteredState, other: EnteredState): EnteredState {
  return worstFirst.indexOf(one) <= worstFirst.indexOf(other) ? one : other;
}

/** The deck tells what is shorter than about this part of the span as the worst of several states, too. */
const toldTogether = 1 / 60;

/** Whether a bar may stand for several states, of which it shows the worst. */
export function isAtWorst({ fromMs, toMs, states }: Bar, range: TimeRange): boolean {
  return states > 1 || toMs - fromMs < (range.toMs - range.fromMs) * toldTogether;
}

/**
 * What a strip shows of a subject's states. None is left out: what would be too narrow to be seen is widened, and what then has no room is told together
 * with its neighbours.
 *
 * @param narrowest - the least width of a bar, as a part of the strip
 */
export function toBars(segments: SubjectHistory["segments"], { fromMs, toMs }: TimeRange, narrowest: number): Bar[] {
  const bars: Bar[] = [];
  const length = toMs - fromMs;
  for (const segment of segments) {
    const begin = Math.max(fromMs, Date.parse(segment.from));
    const end = Math.min(toMs, Date.parse(segment.to));
    if (end < begin || begin > toMs || end < fromMs) continue;
    const last = bars.at(-1);
    const left = Math.max((begin - fromMs) / length, last?.right ?? 0);
    const right = (end - fromMs) / length;
    if (right - left >= narrowest) {
      bars.push({ left, right, fromMs: begin, toMs: end, state: segment.state, states: 1 });
    } else if (last !== undefined && left - last.right < narrowest && isNarrow(last, narrowest)) {
      const joined = worse(last.state, segment.state);
      bars[bars.length - 1] = { ...last, right: Math.max(last.right, right), toMs: end, state: joined, states: last.states + 1 };
    } else {
      const placed = Math.min(left, 1 - narrowest);
      bars.push({ left: placed, right: placed + narrowest, fromMs: begin, toMs: end, state: segment.state, states: 1 });
    }
  }
  return bars;
}

/** Whether a bar was widened or joined: it may take up more, which one that shows its true length may not. */
function isNarrow({ left, right, states }: Bar, narrowest: number): boolean {
  return states > 1 || right - left <= narrowest * 1.001;
}

/** How many levels down, and how many in all, causes are told of. */
const deepest = 5;
const most = 10;

/** Something that was thrown and that another error names as what caused it. */
export interface Cause {
  readonly thrown: unknown;
  /** Whether it names no cause of its own. */
  readonly isInnermost: boolean;
}

/** What an error says that caused it, by its `cause` and by its `errors` (`AggregateError`), outer ones first; never throws itself. */
export function causesOf(thrown: unknown): readonly Cause[] {
  const seen = new Set([thrown]);
  const causes: Cause[] = [];
  const collect = (outer: unknown, depth: number): void => {
    for (const inner of directCauses(outer)) {
      if (seen.has(inner) || causes.length === most) continue;
      seen.add(inner);
      causes.push({ thrown: inner, isInnermost: depth === deepest || directCauses(inner).length === 0 });
      if (depth < deepest) collect(inner, depth + 1);
    }
  };
  collect(thrown, 1);
  return causes;
}

function directCauses(thrown: unknown): readonly unknown[] {
  try {
    if (!(thrown instanceof Error)) return [];
    const { cause, errors }: { cause?: unknown; errors?: unknown } = thrown;
    const reasons: readonly unknown[] = Array.isArray(errors) ? errors.slice(0, most) : [];
    return cause === undefined || cause === null ? reasons : [cause, ...reasons];
  } catch {
    return [];
  }
}

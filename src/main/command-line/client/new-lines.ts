import type { OutputLine, ServiceSnapshot } from "#shared/service-snapshot.ts";

/** A line with the service that wrote it. */
export interface LogEntry extends OutputLine {
  readonly service: string;
}

/** The kept lines of services, in order of time; lines of one service stay in their own order. */
export function keptEntries(services: readonly ServiceSnapshot[]): LogEntry[] {
  const entries = services.flatMap(({ id, output }) => output.map((line) => ({ service: id, ...line })));
  return entries.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/**
 * Which of a service's kept lines were not there before: those behind the last one that was seen, or, where that is no longer kept, those that are later.
 *
 * @param last - the last line that was seen
 */
export function linesAfter(last: OutputLine | undefined, kept: readonly OutputLine[]): OutputLine[] {
  if (last === undefined) return [...kept];
  const place = kept.findLastIndex(({ at, stream, text }) => at === last.at && stream === last.stream && text === last.text);
  return place === -1 ? kept.filter(({ at }) => Date.parse(at) > Date.parse(last.at)) : kept.slice(place + 1);
}

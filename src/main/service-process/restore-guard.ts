import { createHash } from "node:crypto";
import { dirname, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { RestoreGuard } from "#runtime/restore-state.ts";
import type { RestoreLessons, RestoreStep, SourceFiles } from "#shared/service-channel.ts";

/** A short text that is another after every save of one of the files, and the same after a move of all of them. */
export function markOfSources(sources: SourceFiles, serviceFile: string): string {
  const looks = Object.entries(sources).map(([file, look]) => [relative(dirname(serviceFile), file), look]);
  return createHash("sha256").update(JSON.stringify(looks.sort())).digest("hex").slice(0, 16);
}

/**
 * Leaves out what ended an earlier process of this service, as long as its files are the same: once one of them has changed, everything is tried again.
 *
 * @param sources - mark of the files that this process is made of
 * @param tell - resolves when the deck has heard it
 */
export function restoreGuard(lessons: RestoreLessons, sources: string, tell: (step: RestoreStep) => Promise<void>): RestoreGuard {
  const leftOut = lessons.sources === sources ? new Map(lessons.leftOut.map(({ path, write }) => [path, write])) : new Map<string, never>();
  return {
    oneByOne: lessons.oneByOne,
    isLeftOut: ({ path, write }) => isDeepStrictEqual(leftOut.get(path), write),
    announce: tell,
  };
}

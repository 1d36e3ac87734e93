import { sourceFingerprint } from "#runtime/source-fingerprint.ts";
import type { SourceFiles } from "#shared/service-channel.ts";

/**
 * What a look at the files of a service says.
 *
 * @param taken - the files as they were taken up last
 * @param before - the look before this one; empty where there was none
 */
export function judgeLook(taken: SourceFiles, before: SourceFiles, now: SourceFiles): "as taken" | "being saved" | "saved" {
  if (isSame(now, taken)) return "as taken";
  // Editors empty a file and write it, or put another in its place: what two looks find alike is done.
  return isSame(now, before) ? "saved" : "being saved";
}

/** One after the other: a drive that does not answer holds up one look, and not the threads that all file work of the deck shares. */
export async function lookAt(files: readonly string[]): Promise<SourceFiles> {
  const found: Record<string, string | null> = {};
  for (const file of files) found[file] = await sourceFingerprint(file);
  return found;
}

function isSame(one: SourceFiles, other: SourceFiles): boolean {
  return Object.entries(one).every(([file, fingerprint]) => other[file] === fingerprint);
}

import * as z from "zod";

/** A path in the deck's memory may be longer than one that can be loaded: people edit that file. */
const longestPath = 100_000;

/** A file or a folder whose trust is to be revoked. */
export const trustedPath = z.object({
  kind: z.enum(["file", "folder"]),
  /** The real path, not that of a link. */
  path: z.string().max(longestPath),
});
export type TrustedPath = z.infer<typeof trustedPath>;

/**
 * Why a path is trusted.
 * - `answer`: a person said so when they were asked.
 * - `load`: the file was named at the start, or an older version of Dasedeck loaded it.
 * - `folder`: the folder of the file is trusted. Goes with the folder alone.
 */
export const trustReason = z.enum(["answer", "load", "folder"]);
export type TrustReason = z.infer<typeof trustReason>;

/** A file or a folder whose service files run without a question. */
export const trustEntry = z.object({
  kind: z.enum(["file", "folder"]),
  path: z.string(),
  /** At least one; a folder has `answer` alone. */
  reasons: z.array(trustReason),
  /** Titles of the services on the deck that run the file, or a file in the folder. */
  services: z.array(z.string()),
});
export type TrustEntry = z.infer<typeof trustEntry>;

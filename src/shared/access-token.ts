import * as z from "zod";
import { isoTime } from "./primitives.ts";

/** What whoever shows a token may do: `view` reads and is told of changes, `control` acts, too. */
export const tokenRole = z.enum(["view", "control"]);
export type TokenRole = z.infer<typeof tokenRole>;

/** Names stand in the journal, in lines of files and in addresses. */
export const tokenName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "a token's name is up to 64 letters, digits, dots, hyphens and underscores");

/** What is told of a token. The token itself is kept nowhere: whoever made it has it. */
export const tokenEntry = z.object({ name: tokenName, role: tokenRole, createdAt: isoTime });
export type TokenEntry = z.infer<typeof tokenEntry>;

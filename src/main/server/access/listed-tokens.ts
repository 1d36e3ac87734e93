import { readFile, stat } from "node:fs/promises";
import { tokenName, tokenRole } from "#shared/access-token.ts";
import { sha256Of, type Token } from "./token.ts";

/** 22 letters and digits of base64 are 132 bits. */
const shortestToken = 22;

/** What a token file says, and what of it could not be understood. */
export interface ListedTokens {
  readonly tokens: readonly Token[];
  readonly problems: readonly string[];
}

/**
 * Reads a file of an administrator's: a token a line, `name role token`, where the token may be given as `sha256:` and the hexadecimal digits of its hash; empty lines and
 * those that begin with `#` say nothing. A line that is wrong lets nobody in, and changes nothing for the others.
 */
export function parseTokenFile(text: string): ListedTokens {
  const tokens: Token[] = [];
  const problems: string[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
    const read = tokenOf(line.trim().split(/\s+/), tokens);
    if (typeof read === "string") problems.push(`line ${index + 1}: ${read}`);
    else tokens.push(read);
  }
  return { tokens, problems };
}

/** @returns what is wrong with the line, where something is; never the token itself */
function tokenOf(fields: readonly string[], before: readonly Token[]): Token | string {
  const [givenName, givenRole, secret] = fields;
  if (secret === undefined || fields.length > 3) return "it takes three words: name role token";
  const name = tokenName.safeParse(givenName);
  if (!name.success) return name.error.issues[0]?.message ?? "its name is none";
  if (before.some((token) => token.name === name.data)) return `there is a token named ${name.data} already`;
  const role = tokenRole.safeParse(givenRole);
  if (!role.success) return "the role has to be view or control";
  const [, hash] = /^sha256:([0-9a-f]{64})$/i.exec(secret) ?? [];
  if (hash !== undefined) return { name: name.data, role: role.data, sha256: hash.toLowerCase() };
  if (secret.startsWith("sha256:")) return "sha256: takes 64 hexadecimal digits";
  if (secret.length < shortestToken)
    return `a token has at least ${shortestToken} characters, by chance and not by choice; openssl rand -hex 32 makes one`;
  return { name: name.data, role: role.data, sha256: sha256Of(secret) };
}

/** @throws Error that says why the file can't be read */
export async function readTokenFile(file: string): Promise<ListedTokens> {
  try {
    const { tokens, problems } = parseTokenFile(await readFile(file, "utf8"));
    const { mode } = await stat(file);
    // Elsewhere the mode says nothing of who may read it.
    const isOpen = process.platform !== "win32" && (mode & 0o004) !== 0;
    return { tokens, problems: isOpen ? [...problems, "anyone on this computer may read it; chmod 640 helps"] : problems };
  } catch (error) {
    throw new Error(`the token file ${file} can't be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

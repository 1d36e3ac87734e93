import { readFile } from "node:fs/promises";
import { CommandError } from "../exit-codes.ts";

/**
 * The token to show to the deck: from a file, else from the environment; none where neither is given.
 *
 * @throws CommandError where the file holds none
 */
export async function readToken(file: string | undefined, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (file === undefined) return nonEmpty(env["DASEDECK_TOKEN"]);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new CommandError(`the token file ${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const token = nonEmpty(text);
  if (token === undefined || /\s/.test(token)) throw new CommandError(`the token file ${file} must hold one token and nothing else`);
  return token;
}

function nonEmpty(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}

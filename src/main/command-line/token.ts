import { tokenName, type TokenRole } from "#shared/access-token.ts";
import { StoredTokens } from "../server/access/stored-tokens.ts";
import { CommandError, exitCode } from "./exit-codes.ts";

/** Which deck the tokens are for. */
export interface TokenOptions {
  readonly dataDir: string;
}

const warn = (message: string): void => console.error(`dasedeck: ${message}`);

/** `dasedeck token add`: makes a token and shows it, this once. @throws CommandError where it can't */
export async function addToken(name: string, { dataDir, role }: TokenOptions & { readonly role: TokenRole }): Promise<number> {
  const parsed = tokenName.safeParse(name);
  if (!parsed.success)
    throw new CommandError(`${JSON.stringify(name)} can't be the name: ${parsed.error.issues[0]?.message ?? ""}`, exitCode.wrongUsage);
  const token = await orCommandError(new StoredTokens(dataDir).add(parsed.data, role, warn));
  // For a person beside the token, and not with it, which a script may take.
  console.error(`Token ${parsed.data}, role ${role}. It is shown this once; whoever has it gets in:`);
  console.log(token);
  return exitCode.done;
}

/** `dasedeck token list`: names, roles and when they were made. */
export async function listTokens({ dataDir }: TokenOptions): Promise<number> {
  const tokens = await orCommandError(new StoredTokens(dataDir).list(warn));
  if (tokens.length === 0) console.error(`No tokens in ${dataDir}; dasedeck token add NAME makes one`);
  const width = Math.max(0, ...tokens.map(({ name }) => name.length));
  for (const { name, role, createdAt } of tokens) console.log(`${name.padEnd(width)}  ${role.padEnd("control".length)}  ${createdAt}`);
  return exitCode.done;
}

/** `dasedeck token revoke`: a deck that runs shuts it out within a second. @throws CommandError where there is none */
export async function revokeToken(name: string, { dataDir }: TokenOptions): Promise<number> {
  await orCommandError(new StoredTokens(dataDir).revoke(name, warn));
  console.log(`Token ${name} is revoked`);
  return exitCode.done;
}

async function orCommandError<Result>(done: Promise<Result>): Promise<Result> {
  return done.catch((error: unknown) => {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  });
}

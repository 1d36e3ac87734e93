import { parseArgs } from "node:util";
import type { ServiceInstance } from "#shared/service-instance.ts";
import { FileArguments, isFileOption } from "../deck/file-arguments.ts";

/** An option as commander knows it. */
interface KnownOption {
  readonly long?: string | undefined;
  /** It needs a value. */
  readonly required: boolean;
}

/**
 * Finds which services a command line asks for. Commander checks each option by itself, but does not say after which file one stands.
 *
 * @param args - what stands behind the command's name; commander has accepted them
 * @param known - all options of the command
 * @param cwd - the folder that relative paths start from
 * @throws Error that names the wrong argument and says what to write
 */
export function servedFiles(args: readonly string[], known: readonly KnownOption[], cwd: string): ServiceInstance[] {
  const options = Object.fromEntries(
    known.map(({ long = "", required }) => [long.replace(/^--/, ""), { type: required ? "string" : "boolean" } as const]),
  );
  const { tokens } = parseArgs({ args: [...args], strict: false, allowPositionals: true, options, tokens: true });
  const files = new FileArguments(cwd);
  for (const token of tokens) {
    if (token.kind === "positional") files.addFile(token.value);
    if (token.kind === "option" && isFileOption(token.name)) files.addOption(token.name, token.value ?? "");
  }
  return files.instances();
}

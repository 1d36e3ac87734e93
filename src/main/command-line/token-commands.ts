import { Option, type Command } from "commander";
import { tokenRole, type TokenRole } from "#shared/access-token.ts";
import { defaultDataDir } from "../deck/data-dir.ts";
import { addToken, listTokens, revokeToken, type TokenOptions } from "./token.ts";

/** Adds `dasedeck token …`. */
export function addTokenCommands(program: Command): void {
  const token = program.command("token").description("make, list and revoke the tokens that let other computers reach this deck");
  const dataDir = new Option("--data-dir <folder>", "of the deck that they are for").default(defaultDataDir());
  const role = new Option("--role <role>", "view: read and watch; control: write, call, start and stop, too").choices(tokenRole.options);

  token
    .command("add")
    .description("make a token; it is shown this once")
    .argument("<NAME>", "what it is called in the journal, such as whom it is for")
    .addOption(role.default("control"))
    .addOption(dataDir)
    .action(async (name: string, options: TokenOptions & { role: TokenRole }) => {
      process.exitCode = await addToken(name, options);
    });
  token
    .command("list")
    .description("names and roles; the tokens themselves are kept nowhere")
    .addOption(dataDir)
    .action(async (options: TokenOptions) => {
      process.exitCode = await listTokens(options);
    });
  token
    .command("revoke")
    .description("shut out whoever has the token, also who is connected")
    .argument("<NAME>", "name of the token")
    .addOption(dataDir)
    .action(async (name: string, options: TokenOptions) => {
      process.exitCode = await revokeToken(name, options);
    });
}

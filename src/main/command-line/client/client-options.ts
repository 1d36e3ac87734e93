import { InvalidArgumentError, Option, type Command } from "commander";
import { defaultDeckUrl } from "./deck-address.ts";

/** What every command takes that talks to a running deck. */
export interface ClientFlags {
  readonly url: string;
  readonly tokenFile?: string | undefined;
  readonly json: boolean;
}

/** Gives a command the options of every command that talks to a running deck, and examples in its help. */
export function addClientOptions(command: Command, json: string, examples: readonly string[]): Command {
  return command
    .addOption(new Option("--url <address>", "address of the running deck, e.g. labpc:8001").env("DASEDECK_URL").default(defaultDeckUrl))
    .option("--token-file <file>", "file with the access token that the deck asks for; else $DASEDECK_TOKEN")
    .option("--json", json, false)
    .addHelpText("after", `\nExamples:\n${examples.map((example) => `  ${example}`).join("\n")}`);
}

/** Limits how long a command may wait. */
export function timeoutOption(): Option {
  return new Option("--timeout <seconds>", "how long to wait at the most").argParser(parseSeconds).default(60);
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && seconds > 0 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError("a number of seconds above 0 is needed, up to 86400.");
}

export function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("a whole number from 0 is needed.");
}

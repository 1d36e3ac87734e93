#!/usr/bin/env node
import { inspect } from "node:util";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { check, type CheckOptions } from "./command-line/check.ts";
import { addClientCommands } from "./command-line/client/client-commands.ts";
import { CommandError, exitCode } from "./command-line/exit-codes.ts";
import type { NetworkOptions } from "./command-line/network-access.ts";
import { addTokenCommands } from "./command-line/token-commands.ts";
import { init } from "./command-line/init.ts";
import { protectNegativeValues } from "./command-line/negative-values.ts";
import { hidePasswords } from "#shared/hide-passwords.ts";
import { defaultPort, parsePort, portRule } from "#shared/port.ts";
import type { ServiceInstance } from "#shared/service-instance.ts";
import { rebuild, type RebuildOptions } from "./command-line/rebuild.ts";
import { serve } from "./command-line/serve.ts";
import { servedFiles } from "./command-line/served-files.ts";
import { endQuietlyOnClosedPipe, outputTaken } from "./command-line/terminal/output.ts";
import { inOneLine } from "./command-line/terminal/printable.ts";
import { defaultDataDir } from "./deck/data-dir.ts";
import { installationAround } from "./installation.ts";

interface ServeFlags extends NetworkOptions {
  port: number;
  deck: boolean;
  open: boolean;
  allowRemotes: boolean;
}

const installation = installationAround(import.meta.url);

const program = new Command("dasedeck")
  .description("A control deck for laboratory data services.")
  .version(installation.version)
  .configureOutput({ outputError: (text, write) => write(`dasedeck: ${withoutFrame(text)}; ${helpCommand()} tells more\n`) })
  .exitOverride()
  // A deck lives on when nobody reads its output any more.
  .hook("preAction", (_, command) => {
    if (command.name() !== "serve") endQuietlyOnClosedPipe();
  });

program
  .command("serve")
  .description("run services without a screen and serve the deck to browsers and pydase's clients")
  .argument("[FILE...]", "service files; --name and --param after a file belong to it, so that one file can run several times")
  .option("--name <name>", "what the service of the file before it is called", fileOption)
  .option("--param <name=value>", "a parameter of the service of the file before it; can be repeated. Not for secrets", fileOption)
  .option("--host <address>", "address to listen on; beyond this computer, such as 0.0.0.0, it takes a token", "127.0.0.1")
  .option("--port <number>", "port to listen on; 0: any free one", portOption, defaultPort)
  .option("--data-dir <folder>", "where values, memory and journal are kept", defaultDataDir())
  .option("--deck", "serve the services that the data folder remembers, as the desktop app does", false)
  .option("--require-token", "nobody gets in without a token, also on this computer; else every user of it has full control", false)
  .option("--token-file <file>", "tokens, a line each: name role token; with it everyone needs one. Default: those of dasedeck token")
  .option(
    "--allow-host <name>",
    "a further name that leads here, such as lab.example; can be repeated",
    (name, names: string[]) => [...names, name],
    [],
  )
  .option("--tls-cert <file>", "certificate, in PEM: the deck is served by https")
  .option("--tls-key <file>", "its key, in PEM")
  .option("--allow-remotes", "let clients connect the deck to services on other computers; else only to those on this one", false)
  .option("--open", "open the address in the browser", false)
  .addHelpText(
    "after",
    examples(
      "serve sensor-service.ts",
      "serve --port 8002 --data-dir ./data lamp.ts pump.ts",
      "serve sensor.ts --name left --param port=/dev/ttyUSB0 sensor.ts --name right --param port=/dev/ttyUSB1",
      "serve --deck",
    ),
  )
  .action(async (files: string[], flags: ServeFlags, command: Command) => {
    if (files.length === 0 && !flags.deck) command.error("give at least one service file, or --deck for the remembered ones");
    process.exitCode = await serve({ ...flags, files: readServedFiles(command) }, installation);
  });

program
  .command("check")
  .description("load a service file without starting its tasks; print its tree and every problem")
  .argument("<FILE>", "service file")
  .option("--param <name=value>", "a parameter of the service; can be repeated", (text, all: string[]) => [...all, text], [])
  .option("--types", "check its types with TypeScript, too", false)
  .addHelpText("after", examples("check sensor-service.ts", "check sensor.ts --param port=/dev/ttyUSB0", "check --types sensor-service.ts"))
  .action(async (file: string, options: CheckOptions) => {
    process.exitCode = await check(file, options, installation);
  });

program
  .command("init")
  .description("make a folder for service files: an example, and what an editor needs to complete and check them")
  .argument("<DIR>", "folder; what is in it already stays as it is")
  .addHelpText("after", examples("init my-services"))
  .action(async (folder: string) => {
    process.exitCode = await init(folder, installation);
  });

program
  .command("rebuild")
  .description("build the native addons of the packages in a folder for the program that runs services: Node, as this command, or Electron")
  .argument("[DIR]", "folder with node_modules", ".")
  .option(
    "--electron [version]",
    "build for this version of Electron, the desktop app's; without a version, for the one of this installation",
  )
  .option("--headers <folder>", "headers of that Node or Electron, for a computer without a network; it has include/node")
  .addHelpText("after", examples("rebuild my-services", "rebuild --electron 33.2.1 my-services"))
  .action(async (folder: string, options: RebuildOptions) => {
    process.exitCode = await rebuild(folder, options);
  });

addClientCommands(program);
addTokenCommands(program);

/** Read by {@link readServedFiles}, which sees after which file it stands. */
function fileOption(text: string): string {
  return text;
}

function readServedFiles(command: Command): ServiceInstance[] {
  try {
    return servedFiles(process.argv.slice(process.argv.indexOf("serve", 2) + 1), command.options, process.cwd());
  } catch (error) {
    return command.error(error instanceof Error ? error.message : String(error));
  }
}

function examples(...commands: string[]): string {
  return `\nExamples:\n${commands.map((command) => `  dasedeck ${command}`).join("\n")}`;
}

/** What commander says of a mistake, without its own beginning and end. */
function withoutFrame(text: string): string {
  return hidePasswords(inOneLine(text.replace(/^error: /, "")).replace(/\.$/, ""));
}

function helpCommand(): string {
  const [name = ""] = process.argv.slice(2);
  const isKnown = program.commands.some((command) => command.name() === name);
  return isKnown ? `dasedeck ${name} --help` : "dasedeck --help";
}

function portOption(text: string): number {
  const port = parsePort(text);
  if (port === null) throw new InvalidArgumentError(`${portRule}.`);
  return port;
}

/** With its stack and its causes. */
function reportUnexpected(error: unknown): void {
  console.error(`dasedeck: an unexpected error: ${hidePasswords(inspect(error))}`);
}

async function main(): Promise<number> {
  try {
    await program.parseAsync(protectNegativeValues(process.argv.slice(2)), { from: "user" });
    return Number(process.exitCode ?? exitCode.done);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.wrongUsage;
    if (error instanceof CommandError) {
      console.error(`dasedeck: ${hidePasswords(error.message)}`);
      return error.exitCode;
    }
    reportUnexpected(error);
    return exitCode.failed;
  }
}

// A fault of our own costs what it was about, and never the other services.
process.on("uncaughtException", reportUnexpected);
// What is left at the end, such as an open connection of a browser, must not keep the process.
void main().then(async (code) => {
  await outputTaken();
  process.exit(code);
});

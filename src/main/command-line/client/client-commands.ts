import { Option, type Command } from "commander";
import type { TaskCommand } from "#shared/service-channel.ts";
import { addClientOptions, parseCount, timeoutOption, type ClientFlags } from "./client-options.ts";
import { command, type CommandFlags } from "./command.ts";
import { get } from "./get.ts";
import { logs, type LogsFlags } from "./logs.ts";
import { addRemote, listRemotes, removeRemote, type AddRemoteFlags } from "./remote.ts";
import { reset } from "./reset.ts";
import { set, type SetFlags } from "./set.ts";
import { status } from "./status.ts";

/** Adds the commands that talk to a running deck. */
export function addClientCommands(program: Command): void {
  addStatus(program);
  addStateCommand(program, "start", "start a service or a task, and wait until it runs", [
    "sensor-service",
    "sensor-service.readSensorData",
  ]);
  addStateCommand(program, "stop", "stop a service or a task, and wait until it has ended", [
    "sensor-service",
    "--force blocked-service",
  ]).option("--force", "kill the service's process: the way out of a stuck task or a blocked loop", false);
  addStateCommand(program, "restart", "stop a service or a task if it runs, then start it", ["sensor-service --timeout 120"]);
  addGet(program);
  addSet(program);
  addReset(program);
  addLogs(program);
  addRemoteCommands(program);
}

function addStatus(program: Command): void {
  const added = program
    .command("status")
    .description("show how the services and tasks of a running deck are, or one of them in detail")
    .argument("[SERVICE[.TASK]]", "what to show in detail; the exit code is 3 if it has failed");
  addClientOptions(added, "print { url, version, takenAt, services }; of one service or task its object", [
    "dasedeck status",
    "dasedeck status sensor-service",
    "dasedeck status sensor-service.readSensorData --json",
    "dasedeck status --url labpc:8001",
  ]).action(async (name: string | undefined, flags: ClientFlags) => {
    process.exitCode = await status(name, flags);
  });
}

function addStateCommand(program: Command, verb: TaskCommand, description: string, examples: readonly string[]): Command {
  const added = program
    .command(verb)
    .description(description)
    .argument("<SERVICE[.TASK]>", "id of the service, and the task's access path behind it")
    .option("--no-wait", "do not wait for the state that is asked for")
    .addOption(timeoutOption());
  return addClientOptions(
    added,
    "print { service, task, state }; task is null for a service",
    examples.map((example) => `dasedeck ${verb} ${example}`),
  ).action(async (name: string, flags: CommandFlags) => {
    process.exitCode = await command(verb, name, flags);
  });
}

function addGet(program: Command): void {
  const added = program
    .command("get")
    .description("print a value: a number with its unit, text as it is, lists, dicts and services as JSON")
    .argument("<SERVICE[.PATH]>", "id of the service, and the attribute's access path behind it");
  addClientOptions(added, "print the serialised object, in pydase's layout: type, value, readonly, doc, …", [
    "dasedeck get sensor-service.readoutFrequency",
    `dasedeck get 'every-value.limits[0]'`,
    `dasedeck get 'every-value.table["two words"]'`,
    "dasedeck get every-value.length --json",
  ]).action(async (name: string, flags: ClientFlags) => {
    process.exitCode = await get(name, flags);
  });
}

function addSet(program: Command): void {
  const added = program
    .command("set")
    .description("set a value, wait until the service has taken it, and print what it is then")
    .argument("<SERVICE.PATH>", "id of the service, and the attribute's access path behind it")
    .argument(
      "<VALUE>",
      "read by what the attribute is: -1.5, NaN, true, text, a choice's name, '2 mV', 2026-11-22T14:03, '[1, 2]'. " +
        "1,5 is 1.5, and 1_000 is 1000; 12,000 is refused, since it could mean 12 or 12000, and so is a number that is too large, such as 1e400",
    )
    .addOption(timeoutOption());
  addClientOptions(added, "print the serialised object, in pydase's layout: type, value, readonly, doc, …", [
    "dasedeck set sensor-service.readoutFrequency 0.5",
    "dasedeck set every-value.length '-3.2 mm'",
    "dasedeck set every-value.mode RUN",
    "dasedeck set every-value.limits '[1, 2, 3]'",
  ]).action(async (name: string, value: string, flags: SetFlags) => {
    process.exitCode = await set(name, value, flags);
  });
}

function addReset(program: Command): void {
  const added = program
    .command("reset")
    .description("put a value back to its class's default, which it follows from then on, and print it")
    .argument("<SERVICE.PATH>", "id of the service, and the access path of an attribute, or of a nested service, behind it")
    .addOption(timeoutOption());
  addClientOptions(added, "print the serialised object, in pydase's layout: type, value, readonly, doc, …", [
    "dasedeck reset sensor-service.readoutFrequency",
  ]).action(async (name: string, flags: SetFlags) => {
    process.exitCode = await reset(name, flags);
  });
}

function addLogs(program: Command): void {
  const added = program
    .command("logs")
    .description("print the last lines that services wrote; the deck keeps 50 of each process")
    .argument("[SERVICE]", "id of the service; of all services if it is left out")
    .option("-f, --follow", "go on with the lines that are written from now on, until Ctrl+C", false)
    .addOption(
      new Option("-n, --lines <number>", "how many of the last lines to begin with; all if it is not given").argParser(parseCount),
    );
  addClientOptions(added, "print an array of { service, at, stream, text }; with --follow one such object a line", [
    "dasedeck logs",
    "dasedeck logs -f sensor-service",
    "dasedeck logs -f -n 0 --json | jq -r .text",
  ]).action(async (name: string | undefined, flags: LogsFlags) => {
    process.exitCode = await logs(name, flags);
  });
}

function addRemoteCommands(program: Command): void {
  const remote = program
    .command("remote")
    .description("connect a running deck to services that run elsewhere: of pydase, or of another deck");
  const add = remote
    .command("add")
    .description("connect to a service, and remember it; start, stop and the other commands are for it as well")
    .argument("<ADDRESS>", "of the service: ws://labpc:8001, or with a path as ws://labpc:8001/sensor-service")
    .option("--name <name>", "what it is called on this deck; as it calls itself if it is not given")
    .option("--remote-token-file <file>", "file with the token that the service asks for")
    .option(
      "--remote-cert <file>",
      "its certificate or that of its authority, in PEM, where the deck's computer does not trust it by itself",
    );
  addClientOptions(add, "print { service }, which is its id", [
    "dasedeck remote add ws://labpc:8001",
    "dasedeck remote add wss://labpc/sensor-service --name Cryostat --remote-token-file cryostat.token",
  ]).action(async (url: string, flags: AddRemoteFlags) => {
    process.exitCode = await addRemote(url, flags);
  });
  const list = remote.command("list").description("addresses and connections");
  addClientOptions(list, "print an array of { service, url, hasToken }", ["dasedeck remote list"]).action(async (flags: ClientFlags) => {
    process.exitCode = await listRemotes(flags);
  });
  const remove = remote
    .command("remove")
    .description("disconnect from a service, and forget it")
    .argument("<SERVICE>", "id of the service");
  addClientOptions(remove, "print { service }", ["dasedeck remote remove cryostat"]).action(async (service: string, flags: ClientFlags) => {
    process.exitCode = await removeRemote(service, flags);
  });
}

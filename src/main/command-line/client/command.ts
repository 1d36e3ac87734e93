import { connectionStates, serviceStateWord } from "#shared/format/connection-state.ts";
import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import { DisposableStore } from "#shared/disposable.ts";
import type { TaskCommand } from "#shared/service-channel.ts";
import type { ServiceSnapshot, ServiceSource, ServiceStateName } from "#shared/service-snapshot.ts";
import type { TaskStateName } from "#shared/task-snapshot.ts";
import { CommandError, exitCode } from "../exit-codes.ts";
import { printJson, printLines } from "../terminal/output.ts";
import type { ClientFlags } from "./client-options.ts";
import { withDeck, type DeckClient } from "./connect.ts";
import { followDeck } from "./follow-deck.ts";
import { serviceReached, taskReached, type Reached } from "./reached-state.ts";
import { findTarget, findTask } from "./target.ts";
import { within } from "./within.ts";

export interface CommandFlags extends ClientFlags {
  readonly wait: boolean;
  readonly timeout: number;
  /** Of `stop`: kill the service's process. */
  readonly force?: boolean | undefined;
}

/** A service, or a task of it, that is commanded. */
interface Subject {
  readonly name: string;
  readonly service: string;
  readonly task: string | null;
  readonly source: ServiceSource;
}

/** Without waiting, a refusal is still waited for so long, in seconds: a task's command is answered only once it is carried out. */
const refusalSec = 1;

/**
 * Starts, stops or restarts a service or a task, and waits until it is so.
 *
 * @returns the exit code
 * @throws CommandError that says why the state was not reached
 */
export function command(verb: TaskCommand, name: string, flags: CommandFlags): Promise<number> {
  return withDeck(flags, async (client) => {
    const subject = subjectOf(await client.snapshot(), name);
    if (flags.force === true && subject.task !== null) {
      throw new CommandError(
        `--force ends the process of a whole service; use dasedeck stop --force ${subject.service}`,
        exitCode.wrongUsage,
      );
    }
    const begin = performance.now();
    const given = give(client, verb, subject, flags.force === true);
    if (!flags.wait) {
      await Promise.race([given, new Promise((resolve) => setTimeout(resolve, refusalSec * 1000))]);
      tell(subject, `was asked to ${verb}`, (await stateOf(client, subject)) ?? "gone", flags.json);
      return exitCode.done;
    }
    await within(given, flags.timeout, () => whyLate(client, verb, subject, flags.timeout));
    const left = Math.max(1, flags.timeout - (performance.now() - begin) / 1000);
    const outcome = await untilReached(
      client,
      (deck) => reachedIn(deck, verb, subject),
      left,
      () => whyLate(client, verb, subject, flags.timeout),
    );
    if (outcome.kind === "failed") throw new CommandError(outcome.reason);
    tell(subject, `is ${stateWord(subject, outcome.state)}`, outcome.state, flags.json);
    return exitCode.done;
  });
}

function subjectOf(deck: DeckSnapshot, name: string): Subject {
  const target = findTarget(deck, name);
  if (target.path === "") return { name, service: target.service.id, task: null, source: target.service.source };
  const { path } = findTask(target);
  return { name: `${target.service.id}.${path}`, service: target.service.id, task: path, source: target.service.source };
}

async function give({ api }: DeckClient, verb: TaskCommand, { service, task }: Subject, force: boolean): Promise<void> {
  if (task !== null) {
    await { start: api.startTask, stop: api.stopTask, restart: api.restartTask }[verb]({ service, task });
  } else if (force) await api.forceStopService({ service });
  else await { start: api.startService, stop: api.stopService, restart: api.restartService }[verb]({ service });
}

function reachedIn(deck: DeckSnapshot, verb: TaskCommand, { name, service: id, task }: Subject): Reached {
  const service = deck.services.find((candidate) => candidate.id === id);
  if (service === undefined) return { kind: "failed", reason: `${name} was removed from the deck` };
  return task === null ? serviceReached(verb, service) : taskReached(verb, task, service);
}

/** Follows the deck, whose first snapshot is taken after the command, until it is decided. */
async function untilReached(
  client: DeckClient,
  decide: (deck: DeckSnapshot) => Reached,
  timeoutSec: number,
  whyLate: () => Promise<string>,
): Promise<NonNullable<Reached>> {
  const following = new DisposableStore();
  const decided = new Promise<NonNullable<Reached>>((resolve) => {
    const look = (deck: DeckSnapshot): void => {
      const outcome = decide(deck);
      if (outcome !== null) resolve(outcome);
    };
    const lost = (): void =>
      resolve({ kind: "failed", reason: "the connection to the deck was lost; dasedeck status tells what became of it" });
    following.add(followDeck(client, { deck: look, changed: (_, deck) => look(deck), lost }));
  });
  try {
    return await within(decided, timeoutSec, whyLate);
  } finally {
    following.dispose();
  }
}

async function whyLate(client: DeckClient, verb: TaskCommand, subject: Subject, sec: number): Promise<string> {
  const service = await serviceOf(client, subject.service);
  const state = subject.task === null ? service && serviceStateWord(service) : service?.tasks[subject.task]?.state;
  const late = `${subject.name} did not ${verb} within ${sec} s: it is ${state ?? "gone"}`;
  if (service === undefined || !("responsive" in service.status) || service.status.responsive) return `${late}; wait longer with --timeout`;
  return `${late}, and its process does not respond; dasedeck stop --force ${service.id} ends it`;
}

async function stateOf(client: DeckClient, { service: id, task }: Subject): Promise<string | undefined> {
  const service = await serviceOf(client, id);
  return task === null ? service?.status.state : service?.tasks[task]?.state;
}

async function serviceOf(client: DeckClient, id: string): Promise<ServiceSnapshot | undefined> {
  return (await client.snapshot()).services.find((candidate) => candidate.id === id);
}

function stateWord({ task, source }: Subject, state: ServiceStateName | TaskStateName): string {
  return task === null && source.kind === "address" && state in connectionStates ? connectionStates[state as ServiceStateName] : state;
}

function tell({ name, service, task }: Subject, text: string, state: string, json: boolean): void {
  if (json) printJson({ service, task, state });
  else printLines([`${name} ${text}`]);
}

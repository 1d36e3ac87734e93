import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { ServiceSnapshot, ServiceSource } from "#shared/service-snapshot.ts";
import { taskCondition, type TaskSurroundings } from "#shared/task-condition.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { exitCode } from "../exit-codes.ts";
import { printJson, printLines, stdoutLayout } from "../terminal/output.ts";
import type { ClientFlags } from "./client-options.ts";
import { withDeck } from "./connect.ts";
import { serviceDetail, taskDetail } from "./status-detail.ts";
import { deckStatus } from "./status-text.ts";
import { findTarget, findTask } from "./target.ts";

/**
 * Prints how all services and tasks are, or one of them in detail.
 *
 * @returns the exit code: that of a failure where the one that was asked about has failed
 */
export function status(name: string | undefined, flags: ClientFlags): Promise<number> {
  return withDeck(flags, async (client) => {
    const deck = await client.snapshot();
    if (name === undefined) {
      if (flags.json) printJson(deckJson(deck, client.url));
      else printLines(deckStatus(deck, client.url, stdoutLayout()));
      return exitCode.done;
    }
    return statusOfOne(deck, name, flags.json);
  });
}

function statusOfOne(deck: DeckSnapshot, name: string, json: boolean): number {
  const now = Date.parse(deck.takenAt);
  const target = findTarget(deck, name);
  const { service } = target;
  if (target.path === "") {
    if (json) printJson({ ...serviceJson(service), output: service.output });
    else printLines(serviceDetail(service, now, stdoutLayout()));
    return service.status.state === "failed" ? exitCode.hasFailed : exitCode.done;
  }
  const task = findTask(target);
  if (json) printJson({ service: service.id, stale: service.stale, ...taskJson(task, service) });
  else printLines(taskDetail(service, task, now, stdoutLayout()));
  return task.state === "failed" ? exitCode.hasFailed : exitCode.done;
}

function deckJson({ version, takenAt, services }: DeckSnapshot, url: string): unknown {
  return { url, version, takenAt, services: services.map(serviceJson) };
}

/** A script that reads `file` finds it. */
function sourceJson(source: ServiceSource): object {
  if (source.kind === "address") return { url: source.url };
  const { file, name, parameters } = source;
  return { file, ...(name !== undefined && { name }), ...(parameters !== undefined && { parameters }) };
}

/** Without values and output, which `get` and `logs` print. */
function serviceJson({ id, title, source, doc, status, usage, tasks, stale, reloadProblem }: ServiceSnapshot): object {
  const shownTasks = Object.fromEntries(Object.entries(tasks).map(([path, task]) => [path, taskJson(task, { source, status, stale })]));
  return { id, title, ...sourceJson(source), doc, stale, status, usage, reloadProblem, tasks: shownTasks };
}

/** `state` is what the task reported last; `condition` is what can be said of it now, such as `not confirmed`. */
function taskJson(task: DeckTask, service: TaskSurroundings): object {
  return { ...task, condition: taskCondition(task.state, service).state };
}

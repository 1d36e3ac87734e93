import type { DeckEvent } from "#shared/deck-snapshot.ts";
import { supervisor, type Actor, type IsoTime, type Wanted } from "#shared/primitives.ts";
import { isLocal, type ServiceStatus } from "#shared/service-snapshot.ts";
import { isFullyReported, type DeckTask, type TaskSnapshot } from "#shared/task-snapshot.ts";
import { detailOfService, detailOfTask, isWatchdogs } from "./details.ts";
import { hiddenFailures } from "./hidden-failures.ts";
import { once, type NewEntry } from "./new-entry.ts";

/** What was last told of a task or a service, and who caused its state. */
interface Known<Told> {
  readonly told: Told;
  readonly by: Actor;
}

interface KnownService extends Known<ServiceStatus> {
  readonly isRemote: boolean;
  readonly tasks: Map<string, Known<TaskSnapshot>>;
}

/**
 * Tells transitions from other news: an entry for each state that a service or a task enters, with who caused it. The tasks of remote services are not
 * journalled: what they did while there was no connection would be missing, and their times are of another clock.
 */
export class DeckEntries {
  readonly #services = new Map<string, KnownService>();

  /** What an event adds to the journal: mostly nothing or one entry. */
  of({ at, change }: DeckEvent): NewEntry[] {
    switch (change.kind) {
      case "serviceAdded":
        this.#services.set(change.service.id, {
          told: change.service.status,
          by: supervisor,
          isRemote: !isLocal(change.service),
          tasks: new Map(),
        });
        return [];
      case "statusChanged":
        return this.#statusEntries(change.service, change.status, at);
      case "treeReplaced":
        return this.#treeReplaced(change.service, this.#ownTasks(change.service, Object.values(change.tasks)), at);
      case "taskChanged":
        return this.#ownTasks(change.service, [change.task]).flatMap((task) => this.#taskEntries(change.service, task));
      case "taskRemoved":
        return this.#taskRemoved(change.service, change.path, at);
      case "serviceRemoved":
        return this.#removed(change.service, at);
      default:
        return [];
    }
  }

  #ownTasks(service: string, tasks: readonly DeckTask[]): TaskSnapshot[] {
    return this.#services.get(service)?.isRemote === true ? [] : tasks.filter(isFullyReported);
  }

  #statusEntries(service: string, status: ServiceStatus, at: IsoTime): NewEntry[] {
    const known = this.#services.get(service);
    const by = causeOf(status, known);
    const tasks = known?.tasks ?? new Map<string, Known<TaskSnapshot>>();
    this.#services.set(service, { told: status, by, isRemote: known?.isRemote ?? false, tasks });
    const before = known?.told;
    if (status.state !== before?.state || status.since !== before.since) {
      const detail = detailOfService(status, before);
      return [once(Date.parse(status.since), { service, task: null, event: status.state, detail, by })];
    }
    if (!("responsive" in status) || !("responsive" in before) || status.responsive === before.responsive) return [];
    const event = status.responsive ? "responsive" : "unresponsive";
    return [once(Date.parse(at), { service, task: null, event, detail: null, by: supervisor })];
  }

  /** A new process: its tasks count from 0 again, and what it does not have any more is at rest. */
  #treeReplaced(service: string, tasks: readonly TaskSnapshot[], at: IsoTime): NewEntry[] {
    const known = this.#services.get(service);
    if (known === undefined) return [];
    const present = new Set(tasks.map(({ path }) => path));
    const gone = [...known.tasks.keys()].filter((path) => !present.has(path));
    const entries = gone.flatMap((path) => this.#taskRemoved(service, path, at));
    known.tasks.clear();
    return [...entries, ...tasks.flatMap((task) => this.#taskEntries(service, task))];
  }

  #taskEntries(service: string, task: TaskSnapshot): NewEntry[] {
    const tasks = this.#services.get(service)?.tasks;
    const known = tasks?.get(task.path);
    const by = causeOf(task, known);
    tasks?.set(task.path, { told: task, by });
    // A task that nobody has asked anything of yet has no history.
    if (task.wanted === null || !hasEntered(task, known?.told)) return [];
    const { entries, present } = hiddenFailures(service, known?.told, task);
    // The run that the watchdog gave up does not even end: that it has failed would not be told otherwise.
    if (task.state === "stuck" && known !== undefined && isWatchdogs(known.told)) {
      const detail = detailOfTask(known.told, undefined);
      entries.push(once(Date.parse(task.since), { service, task: task.path, event: "failed", detail, by: supervisor }));
    }
    entries.push({ service, task: task.path, event: task.state, detail: detailOfTask(task, known?.told), by, ...present });
    return entries;
  }

  /** It does nothing any more, at least not there. */
  #taskRemoved(service: string, path: string, at: IsoTime): NewEntry[] {
    const tasks = this.#services.get(service)?.tasks;
    const known = tasks?.get(path);
    tasks?.delete(path);
    if (known === undefined || known.told.wanted === null) return [];
    const detail = "the service has no such task any more";
    return [once(Date.parse(at), { service, task: path, event: "inactive", detail, by: { kind: "supervisor", name: "service code" } })];
  }

  #removed(service: string, at: IsoTime): NewEntry[] {
    const by = this.#services.get(service)?.told.wanted?.by ?? supervisor;
    this.#services.delete(service);
    return [once(Date.parse(at), { service, task: null, event: "stopped", detail: "taken off the deck", by })];
  }
}

function hasEntered(task: TaskSnapshot, before: TaskSnapshot | undefined): boolean {
  if (before === undefined) return true;
  return task.state !== before.state || task.since !== before.since || task.runs !== before.runs || task.failures !== before.failures;
}

/** On the way to what was asked for. */
const underWay: ReadonlySet<string> = new Set(["starting", "stopping"]);
/** What nobody ever asks for. */
const failure: ReadonlySet<string> = new Set(["restarting", "failed", "stuck"]);

/** Who asked causes the state that the request leads to, and the end of the way there; all else is the supervisor's doing. */
function causeOf<Told extends { state: string; since: IsoTime; wanted: Wanted | null }>(now: Told, known: Known<Told> | undefined): Actor {
  const { state, since, wanted } = now;
  if (failure.has(state)) return supervisor;
  // Who asked before the restart does not ask now.
  if (wanted?.beforeRestart === true && !isSame(wanted, known?.told.wanted ?? null)) return supervisor;
  if (known === undefined) return wanted !== null && wanted.at === since ? wanted.by : supervisor;
  if (wanted !== null && !isSame(wanted, known.told.wanted)) return wanted.by;
  if (state === known.told.state && since === known.told.since) return known.by;
  return underWay.has(known.told.state) ? known.by : supervisor;
}

function isSame(wanted: Wanted, before: Wanted | null): boolean {
  return before !== null && wanted.at === before.at && wanted.wanted === before.wanted && wanted.by.name === before.by.name;
}

import type { EnteredState, JournalEvent, SubjectHistory } from "#shared/journal.ts";
import { Timeline, type Share } from "./history-timeline.ts";

/** What of an entry the reckoning needs; times in milliseconds. */
export interface HistoryEntry {
  readonly at: number;
  readonly until: number;
  readonly service: string | null;
  readonly task: string | null;
  readonly event: JournalEvent;
  /** Whether the supervisor itself caused it: then a task that stops does so with its service's process, and was not asked to. */
  readonly isBySupervisor: boolean;
  readonly count: number;
  readonly runningSec: number;
}

/** A service or a task. */
class Subject {
  readonly timeline: Timeline;
  runs = 0;
  failures = 0;
  restarts = 0;
  /** Whether the supervisor is bringing it back after a failure. */
  isComingBack = false;

  constructor(from: number, to: number) {
    this.timeline = new Timeline(from, to);
  }

  enter(entry: HistoryEntry, state: EnteredState, share: Share): void {
    this.#count(entry);
    if (entry.count > 1) this.timeline.repeat(entry, state, share);
    else this.timeline.enter(entry.at, state, share);
  }

  #count({ at, until, count, event, isBySupervisor }: HistoryEntry): void {
    const part = this.timeline.partOf(at, until);
    const times = Math.round(part * count);
    const between = Math.round(part * (count - 1));
    this.runs += event === "running" ? times : between;
    if (event === "restarting") this.restarts += between;
    if (event === "running" && this.isComingBack && isBySupervisor) this.restarts += times;
    if (event === "restarting" || event === "failed") this.failures += times;
    this.isComingBack = event === "restarting" || (event === "starting" && this.isComingBack && isBySupervisor);
  }

  result(): Omit<SubjectHistory, "service" | "task"> {
    const { runs, failures, restarts } = this;
    const times = this.timeline.result();
    return { runs, failures, restarts, ...times, meanTimeBetweenFailuresSec: failures > 0 ? times.runningSec / failures : null };
  }
}

class TaskSubject extends Subject {
  /** Whether it is to run, though its service may be away: from a start until it finishes or is stopped on request. */
  isWanted = false;

  take(entry: HistoryEntry): void {
    switch (entry.event) {
      case "running":
        this.isWanted = true;
        this.enter(entry, "running", "running");
        return;
      case "restarting":
      case "failed":
      case "stuck":
        this.isWanted = true;
        this.enter(entry, entry.event, "down");
        return;
      case "finished":
        this.isWanted = false;
        this.enter(entry, "finished", "neither");
        return;
      case "stopping":
      case "inactive":
        this.isWanted &&= entry.isBySupervisor;
        this.enter(entry, entry.event, "neither");
        return;
      default:
    }
  }

  /** Its service is not there, or is there again but has not told of it yet. */
  serviceIs(at: number, state: EnteredState, share: Share): void {
    if (this.isWanted) this.timeline.enter(at, state, share);
  }

  /** Its service was stopped on request. */
  leave(at: number, state: EnteredState | null): void {
    this.isWanted = false;
    this.timeline.enter(at, state, "neither");
  }
}

class ServiceSubject extends Subject {
  readonly tasks = new Map<string, TaskSubject>();
  /** Whether the service itself was ever told of; else only its tasks were. */
  isKnown = false;

  take(entry: HistoryEntry): void {
    const { event, at, until } = entry;
    switch (event) {
      case "running":
        this.#enter(entry, event, "running");
        return;
      case "restarting":
      case "failed":
        this.#enter(entry, event, "down");
        for (const task of this.tasks.values()) task.serviceIs(until, event, "down");
        return;
      case "starting": {
        const share = this.isComingBack ? "down" : "neither";
        this.#enter(entry, event, share);
        for (const task of this.tasks.values()) task.serviceIs(at, event, share);
        return;
      }
      case "stopping":
        this.#enter(entry, event, "neither");
        return;
      case "stopped":
        this.#enter(entry, event, "neither");
        for (const task of this.tasks.values()) task.leave(until, "inactive");
        return;
      default:
    }
  }

  /** The deck has ended, and with it all that ran. */
  close(at: number): void {
    this.isComingBack = false;
    this.timeline.enter(at, null, "neither");
    for (const task of this.tasks.values()) task.leave(at, null);
  }

  #enter(entry: HistoryEntry, state: EnteredState, share: Share): void {
    this.isKnown = true;
    this.enter(entry, state, share);
  }
}

/** Works out what services and tasks did within a span, from entries in their order: the last ones before the span, then all that touch it. */
export class HistoryReckoning {
  readonly #from: number;
  readonly #to: number;
  readonly #services = new Map<string, ServiceSubject>();

  /** @param to - not before `from` */
  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
  }

  take(entry: HistoryEntry): void {
    const { service, task, event, at } = entry;
    if (service === null) {
      if (event === "closed") for (const each of this.#services.values()) each.close(at);
      return;
    }
    const found = this.#services.get(service) ?? new ServiceSubject(this.#from, this.#to);
    this.#services.set(service, found);
    if (task === null) found.take(entry);
    else this.#taskOf(found, task).take(entry);
  }

  /** Services in order of their names, each followed by its tasks; without those of which nothing is known in the span. */
  result(): SubjectHistory[] {
    return sorted(this.#services)
      .flatMap(([service, subject]) => [
        ...(subject.isKnown ? [{ service, task: null, ...subject.result() }] : []),
        ...sorted(subject.tasks).map(([task, each]) => ({ service, task, ...each.result() })),
      ])
      .filter(({ segments, runs, failures }) => segments.length > 0 || runs > 0 || failures > 0);
  }

  #taskOf(service: ServiceSubject, name: string): TaskSubject {
    const task = service.tasks.get(name) ?? new TaskSubject(this.#from, this.#to);
    service.tasks.set(name, task);
    return task;
  }
}

const names = new Intl.Collator("en", { numeric: true });

function sorted<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([one], [other]) => names.compare(one, other));
}

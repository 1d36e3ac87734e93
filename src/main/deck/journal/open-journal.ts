import { Worker } from "node:worker_threads";
import { createBirpc, type BirpcReturn } from "birpc";
import type { Clock } from "#runtime/clock.ts";
import type { DeckEvent } from "#shared/deck-snapshot.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { HistoryQuery, JournalEntry, JournalQuery, SubjectHistory } from "#shared/journal.ts";
import { DeckEntries } from "./deck-entries.ts";
import { cutDetail } from "./details.ts";
import type { JournalHostFunctions, JournalWorkerData, JournalWorkerFunctions } from "./journal-channel.ts";
import type { Journal, Refusal } from "./journal.ts";
import { once, type NewEntry } from "./new-entry.ts";

/** How often entries go to the worker while they keep coming; seconds. Rare ones go at once. */
const rhythmSec = 0.25;
/** After entries could not be written, they are tried again at this rhythm; seconds. */
const retrySec = 5;
/** So many entries wait at the most while nothing can be written. */
const mostWaiting = 50_000;
/** How long the end of the deck waits for the disk; seconds. */
const closeTimeoutSec = 5;

export interface JournalOptions {
  /** The database, which is made if it is not there. */
  readonly file: string;
  /** The program of the worker thread that keeps it. */
  readonly workerFile: string;
  readonly clock: Clock;
  /** Told, once each, that there is no journal, or that something could not be written; the deck goes on. */
  readonly warn: (message: string) => void;
}

/** Opens the journal, an SQLite database that a worker thread keeps: this thread never waits for the disk. */
export function openJournal(options: JournalOptions): Journal {
  return new WorkerJournal(options);
}

class WorkerJournal implements Journal {
  readonly #options: JournalOptions;
  readonly #entries = new DeckEntries();
  #worker: Worker | null = null;
  #functions: BirpcReturn<JournalWorkerFunctions, JournalHostFunctions> | null = null;
  #state: { readonly kind: "open" | "closed" } | { readonly kind: "none"; readonly reason: string } = { kind: "open" };
  #waiting: NewEntry[] = [];
  #underWay = false;
  #pause: Disposable | null = null;
  /** Whether the last entries could not be written, and how many were given up since then. */
  #failing = false;
  #lost = 0;

  constructor(options: JournalOptions) {
    this.#options = options;
    const workerData: JournalWorkerData = { file: options.file, openedAt: Date.parse(options.clock.now().wall) };
    try {
      const worker = new Worker(options.workerFile, { workerData, name: "journal" });
      this.#worker = worker;
      this.#functions = createBirpc<JournalWorkerFunctions, JournalHostFunctions>(
        { openFailed: (reason) => this.#giveUp(reason), warn: options.warn },
        { post: (message) => worker.postMessage(message), on: (listener) => worker.on("message", listener), timeout: -1 },
      );
      worker.on("error", (error) => this.#giveUp(String(error)));
      worker.on("exit", () => this.#giveUp("its thread has ended"));
    } catch (error) {
      this.#giveUp(String(error));
    }
  }

  recordEvents(events: readonly DeckEvent[]): void {
    if (this.#state.kind !== "open") return;
    for (const event of events) this.#waiting.push(...this.#entries.of(event));
    this.#send();
  }

  recordRefusal({ service, task, command, by, reason }: Refusal): void {
    if (this.#state.kind !== "open") return;
    const at = Date.parse(this.#options.clock.now().wall);
    this.#waiting.push(once(at, { service, task, event: "refused", detail: cutDetail(`${command}: ${reason}`), by }));
    this.#send();
  }

  async read(query: JournalQuery): Promise<JournalEntry[]> {
    return this.#upToDate().read(query);
  }

  async readHistory(query: HistoryQuery): Promise<SubjectHistory[]> {
    return this.#upToDate().history(query, Date.parse(this.#options.clock.now().wall));
  }

  async close(): Promise<void> {
    if (this.#state.kind !== "open") return;
    const functions = this.#upToDate();
    this.#state = { kind: "closed" };
    this.#pause?.dispose();
    const closed = functions.close(Date.parse(this.#options.clock.now().wall)).catch((error: unknown) => this.#warnOf(error));
    await this.#atMost(closeTimeoutSec, closed);
    await this.#worker?.terminate();
  }

  dispose(): void {
    if (this.#state.kind === "open") this.#state = { kind: "closed" };
    this.#pause?.dispose();
    void this.#worker?.terminate();
  }

  /** The worker, which has been sent all that happened. @throws Error where there is none */
  #upToDate(): BirpcReturn<JournalWorkerFunctions, JournalHostFunctions> {
    if (this.#state.kind === "none") throw new Error(`There is no journal: ${this.#state.reason}`);
    if (this.#state.kind === "closed" || this.#functions === null) throw new Error("The journal is closed");
    void this.#append(this.#functions);
    return this.#functions;
  }

  #send(): void {
    if (this.#underWay || this.#pause !== null || this.#functions === null) {
      this.#bound();
      return;
    }
    this.#underWay = true;
    void this.#append(this.#functions).then((pauseSec) => {
      this.#underWay = false;
      if (this.#state.kind !== "open") return;
      this.#pause = this.#options.clock.setTimer(pauseSec, () => {
        this.#pause = null;
        if (this.#waiting.length > 0) this.#send();
      });
    });
  }

  /** Sends what waits; resolves to the seconds until the next time. */
  async #append(functions: BirpcReturn<JournalWorkerFunctions, JournalHostFunctions>): Promise<number> {
    const batch = this.#waiting;
    if (batch.length === 0) return rhythmSec;
    this.#waiting = [];
    try {
      await functions.append(batch);
      this.#succeeded();
      return rhythmSec;
    } catch (error) {
      this.#waiting = [...batch, ...this.#waiting];
      this.#bound();
      this.#warnOf(error);
      return retrySec;
    }
  }

  #succeeded(): void {
    if (this.#lost > 0) this.#options.warn(`${this.#lost} entries could not be written to the journal ${this.#options.file}`);
    this.#failing = false;
    this.#lost = 0;
  }

  #bound(): void {
    const surplus = this.#waiting.length - mostWaiting;
    if (surplus <= 0) return;
    this.#waiting.splice(0, surplus);
    this.#lost += surplus;
  }

  #warnOf(error: unknown): void {
    if (this.#failing || this.#state.kind === "none") return;
    this.#failing = true;
    this.#options.warn(`What just happened could not be written to the journal ${this.#options.file}: ${messageOf(error)}`);
  }

  #giveUp(reason: string): void {
    if (this.#state.kind !== "open") return;
    this.#state = { kind: "none", reason };
    this.#waiting = [];
    this.#pause?.dispose();
    this.#functions?.$close(new Error(`There is no journal: ${reason}`));
    void this.#worker?.terminate();
    this.#options.warn(`The journal ${this.#options.file} can't be used, nothing is recorded: ${reason}`);
  }

  async #atMost(sec: number, promise: Promise<unknown>): Promise<void> {
    let timeout: Disposable | undefined;
    const timedOut = new Promise<void>((resolve) => (timeout = this.#options.clock.setTimer(sec, resolve)));
    await Promise.race([promise, timedOut]);
    timeout?.dispose();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { systemClock, type Clock } from "#runtime/clock.ts";
import { describeThrown } from "#runtime/error-report.ts";
import { Emitter } from "#shared/emitter.ts";
import { serviceMarkVariable } from "#shared/service-channel.ts";
import type { ExitStatus, ForkedProcess, ForkProcess, ForkService, ServiceProcess } from "../fork-service.ts";
import { describeEnd } from "./describe-end.ts";
import { findDescendants, type Descendants } from "./descendants.ts";
import { endProcesses } from "./end-processes.ts";
import { systemProcesses, type ProcessTable } from "./list-processes.ts";
import type { ProcessIdentity } from "./listed-process.ts";
import { OrphanWatchdog } from "./orphan-watchdog.ts";

/** How long what a service has left behind may take after SIGTERM, in seconds. */
const graceSec = 2;

export interface ContainOptions {
  /** Whether a process that `fork` makes leads a session of its own. */
  readonly leadsSession: boolean;
  readonly table?: ProcessTable;
  readonly clock?: Clock;
}

/**
 * Lets what a service starts end with it, grandchildren too, however it ends: its process is over for the deck only once they are gone as well, so that the next
 * one finds its port free. Those that the author detached and let go are left, and named.
 *
 * They are told by the environment that they inherit, by the tree of processes and, where the service leads one, by its session.
 */
export function containDescendants(fork: ForkProcess, options: ContainOptions): ForkService {
  const { leadsSession, table = systemProcesses(), clock = systemClock } = options;
  const watchdog = new OrphanWatchdog();
  return (name) => new ContainedProcess(name, fork, { mark: randomUUID(), leadsSession, table, clock, watchdog });
}

interface Surroundings {
  readonly mark: string;
  readonly leadsSession: boolean;
  readonly table: ProcessTable;
  readonly clock: Clock;
  readonly watchdog: OrphanWatchdog;
}

class ContainedProcess implements ServiceProcess {
  readonly onDidReceive: ServiceProcess["onDidReceive"];
  readonly onDidWrite: ServiceProcess["onDidWrite"];
  readonly #exited = new Emitter<ExitStatus>();
  readonly onDidExit = this.#exited.event;
  readonly #child: ForkedProcess;
  readonly #surroundings: Surroundings;
  /** `null` until the system has started it. */
  #identity: ProcessIdentity | null = null;
  #seen: readonly ProcessIdentity[] = [];
  #letGo: readonly ProcessIdentity[] = [];
  #isKilled = false;

  constructor(name: string, fork: ForkProcess, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#child = fork(
      name,
      { [serviceMarkVariable]: surroundings.mark },
      { started: (pid) => this.#started(pid), exited: (status) => void this.#endRest(status) },
    );
    this.onDidReceive = this.#child.onDidReceive;
    this.onDidWrite = this.#child.onDidWrite;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  post(message: unknown): void {
    this.#child.post(message);
  }

  letGo(pid: number): void {
    const { table } = this.#surroundings;
    const child = table.find(pid);
    if (child === null) return;
    // Those that have ended are forgotten: a service may let go of one a minute, for a year.
    this.#letGo = [...this.#letGo.filter((other) => table.find(other.pid)?.startedAt === other.startedAt), child];
    this.#tellWatchdog();
  }

  kill(): void {
    this.#isKilled = true;
    // Once their parent is gone, some have no other trace.
    this.#find();
    if (process.platform === "win32") killTree(this.#child);
    else this.#child.kill();
  }

  #started(pid: number): void {
    const { startedAt = 0 } = this.#surroundings.table.find(pid) ?? {};
    this.#identity = { pid, startedAt };
    this.#tellWatchdog();
  }

  #tellWatchdog(): void {
    if (this.#identity === null) return;
    const { mark, leadsSession, watchdog } = this.#surroundings;
    watchdog.watch({ pid: this.#identity.pid, mark, leadsSession, letGo: this.#letGo.map(({ pid }) => pid) });
  }

  #find(): Descendants {
    if (this.#identity === null) return { owned: [], letGo: [] };
    const { mark, leadsSession, table } = this.#surroundings;
    const found = findDescendants(table.list(), {
      ...{ service: this.#identity, leadsSession, seen: this.#seen, letGo: this.#letGo },
      isMarked: (pid) => table.hasInEnvironment(pid, `${serviceMarkVariable}=${mark}`),
    });
    this.#seen = found.owned;
    return found;
  }

  async #endRest(status: ExitStatus): Promise<void> {
    const remarks = await this.#endDescendants().catch((error: unknown) => [
      `The processes that this service started can't be found: ${describeThrown(error).message}`,
    ]);
    this.#surroundings.watchdog.forget(this.#surroundings.mark);
    this.#exited.fire({ ...status, remarks });
  }

  /** @returns what became of them, in lines */
  async #endDescendants(): Promise<readonly string[]> {
    const { table, clock } = this.#surroundings;
    const find = (): Descendants["owned"] => this.#find().owned;
    const ends = await endProcesses({ find, table, clock, graceSec: () => (this.#isKilled ? 0 : graceSec) });
    const letGo = this.#find().letGo.map(({ pid }) => ({ pid, command: table.commandOf(pid) }));
    return describeEnd({ ...ends, letGo });
  }
}

/** Ends a process with all that it has started. Not tried on Windows yet. */
function killTree(child: ForkedProcess): void {
  if (child.pid === undefined) return child.kill();
  const taskkill = spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
  taskkill.on("error", () => child.kill());
  taskkill.on("exit", (code) => {
    if (code !== 0) child.kill();
  });
}

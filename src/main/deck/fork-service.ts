import type { Event } from "#shared/emitter.ts";

/** How a process ended: with a code, or by a signal. */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: string | null;
  /** What became of the processes that it had started, a line for each kind of end. */
  readonly remarks?: readonly string[];
}

/** A forked service process, whichever shell forked it. */
export interface ServiceProcess {
  readonly pid: number | undefined;
  post(message: unknown): void;
  readonly onDidReceive: Event<unknown>;
  readonly onDidWrite: Event<{ readonly stream: "stdout" | "stderr"; readonly text: string }>;
  /** Fires once; nothing comes after it. */
  readonly onDidExit: Event<ExitStatus>;
  /** Ends the process at once, whatever it is doing, with all that it has started. */
  kill(): void;
  /** Lets a child of the process live on after it. */
  letGo(pid: number): void;
}

/** Forks a service process; `name` is for the system's list of processes. */
export type ForkService = (name: string) => ServiceProcess;

/** A process as a shell forks it, with no regard for what it starts itself. */
export type ForkedProcess = Omit<ServiceProcess, "onDidExit" | "letGo">;

/** Forks a process with further variables in its environment. */
export type ForkProcess = (name: string, environment: NodeJS.ProcessEnv, listener: ForkedProcessListener) => ForkedProcess;

export interface ForkedProcessListener {
  /** The system has started it. */
  started(pid: number): void;
  /** Called once; nothing comes after it but output. */
  exited(status: ExitStatus): void;
}

/** Kills by process id; a process that is gone already is as wanted. */
export function killProcess(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** What a service process must know of the deck, beside the variables of the deck's own environment. */
export function serviceEnvironment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...process.env, DASEDECK_DECK_PID: String(process.pid), ...more };
}

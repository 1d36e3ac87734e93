import { execFile } from "node:child_process";
import { toDisposable, type Disposable } from "#shared/disposable.ts";

/** What systemd is told. */
type Variable = "READY" | "STOPPING" | "WATCHDOG" | "STATUS";

/** The service manager that started this program, where there is one: systemd, told by its `sd_notify` protocol. */
export interface ServiceManager extends Disposable {
  /** The deck is served. From now on the manager's watchdog, if it has one, is told that the event loop turns. */
  ready(status: string): void;
  /** One line that `systemctl status` shows. */
  status(text: string): void;
  /** The deck ends, whoever asked for it. */
  stopping(): void;
  /** Resolves when everything said has been taken. */
  told(): Promise<void>;
}

/** How long the manager may take to take a message, in milliseconds. */
const sendTimeoutMs = 5000;

/**
 * Finds the service manager, and takes its variables out of the environment, so that no service can speak in this program's name.
 *
 * Node has no datagram sockets of Unix; `systemd-notify`, which is wherever systemd is, has. It waits until systemd has taken the message, which could else no
 * longer tell which unit its sender, gone by then, belonged to. The unit needs `NotifyAccess=all`: an ordinary user can't send in the name of its parent.
 */
export function openServiceManager(env: NodeJS.ProcessEnv, warn: (message: string) => void): ServiceManager {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: watchdogMicros, WATCHDOG_PID: watchedPid } = env;
  for (const name of ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]) Reflect.deleteProperty(env, name);
  if (socket === undefined || socket === "") return noManager;

  /** What the next message says, in this order. */
  const waiting = new Map<Variable, string>();
  let sending: Promise<void> | null = null;
  let keepAlive: NodeJS.Timeout | undefined;
  let hasWarned = false;

  const send = (...said: (readonly [Variable, string])[]): void => {
    for (const [name, text] of said) waiting.set(name, text);
    sending ??= sendWaiting();
  };

  const sendWaiting = async (): Promise<void> => {
    while (waiting.size > 0) {
      const message = Array.from(waiting, ([name, text]) => `${name}=${text}`);
      waiting.clear();
      await notify(message, socket).catch((error: unknown) => {
        if (!hasWarned) warn(`systemd can't be told how the deck is: ${error instanceof Error ? error.message.trim() : String(error)}`);
        hasWarned = true;
      });
    }
    sending = null;
  };

  const owned = toDisposable(() => clearInterval(keepAlive));
  return {
    ready(status) {
      send(["READY", "1"], ["STATUS", status]);
      const intervalMs = keepAliveIntervalMs(watchdogMicros, watchedPid);
      if (intervalMs !== null) keepAlive = setInterval(() => send(["WATCHDOG", "1"]), intervalMs);
    },
    status: (text) => send(["STATUS", text]),
    stopping: () => send(["STOPPING", "1"]),
    told: () => sending ?? Promise.resolve(),
    dispose: () => owned.dispose(),
  };
}

const noManager: ServiceManager = {
  ready: () => undefined,
  status: () => undefined,
  stopping: () => undefined,
  told: () => Promise.resolve(),
  dispose: () => undefined,
};

/**
 * How often the watchdog is told, in milliseconds: three times within its time, so that one that comes late does no harm. `null` where there is none, or another
 * process is watched.
 */
export function keepAliveIntervalMs(micros: string | undefined, watchedPid: string | undefined, pid = process.pid): number | null {
  const time = Number(micros ?? "");
  if (!(time > 0) || (watchedPid !== undefined && watchedPid !== String(pid))) return null;
  return Math.max(1, Math.floor(time / 3000));
}

function notify(assignments: string[], socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env["PATH"], NOTIFY_SOCKET: socket };
    execFile("systemd-notify", assignments, { env, timeout: sendTimeoutMs }, (error) => {
      if (error === null) resolve();
      else reject(new Error(error.message));
    });
  });
}

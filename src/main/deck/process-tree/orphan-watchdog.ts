import { spawn, type ChildProcess } from "node:child_process";
import { orphanScript } from "./orphan-script.ts";

/** A service process that has to end with the deck, and what it let go. */
export interface WatchedService {
  readonly pid: number;
  /** What the environment of all that it starts contains. */
  readonly mark: string;
  readonly leadsSession: boolean;
  readonly letGo: readonly number[];
}

/**
 * Ends services and what they started when the deck was killed and can't do it: a shell that waits for the end of its input, which is the end of the deck. It is
 * there while a service is. None on Windows, where processes end with the job of their parent.
 *
 * A shell and not Node: Electron's utility processes end with the app, and the Electron of a package can't be run as Node.
 */
export class OrphanWatchdog {
  readonly #services = new Map<string, WatchedService>();
  #shell: ChildProcess | null = null;

  /** Watches a service from now on, or takes up what is new of it. */
  watch(service: WatchedService): void {
    this.#services.set(service.mark, service);
    if (this.#shell === null) this.#start();
    else this.#send(service);
  }

  /** Forgets a service whose process has ended, with all that ends with it. */
  forget(mark: string): void {
    if (!this.#services.delete(mark)) return;
    this.#shell?.stdin?.write(`over ${mark}\n`);
    if (this.#services.size > 0) return;
    this.#shell?.stdin?.end();
    this.#shell = null;
  }

  #start(): void {
    if (process.platform === "win32") return;
    const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin" };
    const shell = spawn("/bin/sh", ["-c", orphanScript, "dasedeck-watchdog"], {
      ...{ env, cwd: "/", detached: true },
      stdio: ["pipe", "ignore", "ignore"],
    });
    shell.unref();
    // Without it everything works but for the end of what services start when the deck is killed.
    shell.on("error", () => undefined);
    shell.stdin.on("error", () => undefined);
    // Somebody has ended it: another one takes its place, but not without end.
    shell.on("exit", () => {
      if (this.#shell !== shell) return;
      this.#shell = null;
      const [next] = this.#services.values();
      if (next !== undefined && performance.now() - startedMs > 1000) this.#start();
    });
    const startedMs = performance.now();
    this.#shell = shell;
    for (const service of this.#services.values()) this.#send(service);
  }

  #send({ pid, mark, leadsSession, letGo }: WatchedService): void {
    this.#shell?.stdin?.write(`service ${mark} ${pid} ${leadsSession ? pid : "-"} ${letGo.join(" ")}\n`);
  }
}

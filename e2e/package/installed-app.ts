import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { once } from "node:events";
import { chromium, expect, type Browser, type Page } from "@playwright/test";

/** Chromium and Electron complain of a machine without a desktop; that is no fault of the app. */
const chromiumNoise = /^\[\d+:\d+\/[\d.]+:(ERROR|WARNING):|^DevTools listening|^\s*$|libva error|MESA|GLib-|dconf|Gtk-/;

export interface LaunchOptions {
  readonly executable: string;
  readonly dataDir: string;
  readonly home: string;
  readonly files: readonly string[];
  /** Who starts the app; root gets no sandbox from Chromium. */
  readonly user: string;
}

/** A packaged app with all its fuses set, driven from outside as any Chromium: through its debugging port. */
export class InstalledApp {
  readonly #process: ChildProcess;
  readonly #executable: string;
  #browser: Browser | undefined;
  #output = "";

  private constructor(executable: string, process: ChildProcess) {
    this.#executable = executable;
    this.#process = process;
    for (const stream of [process.stdout, process.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (this.#output += text));
  }

  /** Starts the app, with a screen of its own since another user has no access to ours, and waits for its window. */
  static async launch({ executable, dataDir, home, files, user }: LaunchOptions): Promise<InstalledApp> {
    const sandbox = user === "root" ? ["--no-sandbox"] : [];
    const app = [executable, ...sandbox, "--remote-debugging-port=0", ...files, "--data-dir", dataDir, "--port", "0"];
    const environment = { PATH: process.env["PATH"], HOME: home, LANG: "C.UTF-8" };
    const child = spawn("runuser", ["-u", user, "--", "xvfb-run", "-a", ...app], {
      cwd: home,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const launched = new InstalledApp(executable, child);
    try {
      await expect.poll(() => launched.#endpoint(), { message: "the app opens its debugging port", timeout: 30_000 }).toBeTruthy();
      launched.#browser = await chromium.connectOverCDP(launched.#endpoint() ?? "");
      return launched;
    } catch (error) {
      await launched.kill();
      throw new Error(`The app did not start.\n${launched.#output}`, { cause: error });
    }
  }

  #endpoint(): string | undefined {
    return /^DevTools listening on (ws:\S+)/m.exec(this.#output)?.[1];
  }

  /** The app's window. */
  async window(): Promise<Page> {
    const pages = () => this.#browser?.contexts().flatMap((context) => context.pages()) ?? [];
    await expect.poll(() => pages().length, { message: "the app has a window", timeout: 30_000 }).toBe(1);
    const [page] = pages();
    if (page === undefined) throw new Error("The app's window is gone.");
    return page;
  }

  /** Closes the window as a person would, and waits until the app has ended with everything that it started. */
  async close(): Promise<void> {
    const ended = once(this.#process, "exit");
    await (await this.window()).close();
    await ended;
    await expect.poll(() => this.processes(), { message: "nothing of the app is left running" }).toEqual([]);
  }

  /** What the app itself wrote, line by line. */
  ownOutput(): string[] {
    return this.#output.split("\n").filter((line) => !chromiumNoise.test(line));
  }

  /** The app's processes, those of its services included. */
  processes(): AppProcess[] {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => describeProcess(pid) ?? [])
      .filter(({ executable }) => executable === this.#executable);
  }

  /** The way out of a test that failed. */
  async kill(): Promise<void> {
    await this.#browser?.close();
    for (const { pid } of this.processes()) endProcess(pid);
    if (this.#process.exitCode === null && this.#process.pid !== undefined) endProcess(-this.#process.pid);
  }
}

export interface AppProcess {
  readonly pid: number;
  readonly executable: string;
  readonly commandLine: string;
  /** Whether the kernel filters its system calls: the mark of Chromium's sandbox. */
  readonly filtered: boolean;
}

function describeProcess(pid: string): AppProcess | undefined {
  try {
    return {
      pid: Number(pid),
      executable: readlinkSync(`/proc/${pid}/exe`),
      commandLine: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "),
      filtered: /^Seccomp:\s*2$/m.test(readFileSync(`/proc/${pid}/status`, "utf8")),
    };
  } catch {
    // It has ended meanwhile, or is a thread of the kernel.
    return undefined;
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}

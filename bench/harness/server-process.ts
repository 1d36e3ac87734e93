import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** How long a server may take to begin, and to end; milliseconds. */
const timeLimit = 120_000;
/** Between two tries to reach it. */
const pauseMs = 5;

/** How a server is started. */
export interface ServerCommand {
  readonly program: string;
  /** @param folder - of its own, empty */
  readonly args: (folder: string) => readonly string[];
  /** What it answers once it is up: all of them. */
  readonly answers: readonly string[];
}

/** A server, in a process and a folder of its own. */
export class ServerProcess {
  /** From its start until it had answered. */
  readonly startMs: number;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #ended: Promise<unknown>;

  private constructor(child: ChildProcess, folder: string, ended: Promise<unknown>, startMs: number) {
    this.#child = child;
    this.#folder = folder;
    this.#ended = ended;
    this.startMs = startMs;
  }

  /** @throws Error with what it said, if it does not answer */
  static async start({ program, args, answers }: ServerCommand): Promise<ServerProcess> {
    const folder = await mkdtemp(join(tmpdir(), "dasedeck-bench-server-"));
    const begin = performance.now();
    const child = spawn(program, args(folder), {
      cwd: folder,
      env: { ...process.env, ENVIRONMENT: "production" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = once(child, "close");
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-10_000)));
    }
    await Promise.all(answers.map((url) => untilAnswered(url, child)));
    const server = new ServerProcess(child, folder, ended, performance.now() - begin);
    if (child.exitCode === null && child.signalCode === null && server.startMs < timeLimit) return server;
    await server.close();
    throw new Error(`${program} does not serve:\n${said}`);
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill("SIGTERM");
      // Python's servers wait for clients that are connected.
      const killing = setTimeout(() => this.#child.kill("SIGKILL"), 5_000);
      await this.#ended;
      clearTimeout(killing);
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Tries until there is an answer that is right, or the process is gone, or the time is up. */
async function untilAnswered(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + timeLimit;
  while (!(await isAnswered(url)) && child.exitCode === null && child.signalCode === null && performance.now() < end) await delay(pauseMs);
}

function isAnswered(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("error", () => resolve(false));
  });
}

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../scripts/setup/project.mjs";
import { DeckClient } from "./deck-client.ts";
import { ProbeServer, type Probe } from "./probe.ts";

/** How long the built product may take to begin and to end; milliseconds. */
const timeLimit = 60_000;

/** Where the service files of the benchmarks are. */
const services = join(projectRoot, "bench", "services");

/** The built product, serving some service files with a data folder of its own; with probes in all of its processes. */
export class ServedDeck {
  readonly #child: ChildProcess;
  readonly #dataDir: string;
  readonly #probes: ProbeServer;
  readonly #ended: Promise<unknown>;
  #url = "";
  #said = "";

  private constructor(files: readonly string[], dataDir: string, probes: ProbeServer, environment: NodeJS.ProcessEnv) {
    this.#dataDir = dataDir;
    this.#probes = probes;
    const headless = join(projectRoot, "out", "main", "headless.js");
    this.#child = spawn(process.execPath, [headless, "serve", ...files, "--port", "0", "--data-dir", dataDir], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment, ...probes.environment },
    });
    this.#ended = once(this.#child, "close");
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.#said = (this.#said + text).slice(-10_000)));
    }
  }

  /**
   * @param names - of the files in `bench/services`, without extension; the services have these names, too
   * @throws Error with what the product said, if it does not get ready
   */
  static async open(names: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<ServedDeck> {
    const probes = await ProbeServer.open();
    const dataDir = await mkdtemp(join(tmpdir(), "dasedeck-bench-"));
    const files = names.map((name) => join(services, `${name}.ts`));
    const deck = new ServedDeck(files, dataDir, probes, environment);
    try {
      deck.#url = await deck.#ready();
      return deck;
    } catch (error) {
      await deck.close();
      throw error;
    }
  }

  /** Where it is served. */
  get url(): string {
    return this.#url;
  }

  /** A further client, as a window in a browser is one. */
  connect(): Promise<DeckClient> {
    return DeckClient.connect(this.#url);
  }

  /** The probe in the main process. */
  main(): Promise<Probe> {
    return this.#probes.of(this.#child.pid ?? 0);
  }

  /** The probe in the process of a service that runs. */
  async service(client: DeckClient, id: string): Promise<Probe> {
    const { status } = client.service(id);
    if (status.state !== "running" || status.pid === null) throw new Error(`The service ${id} does not run: it is ${status.state}`);
    return this.#probes.of(status.pid);
  }

  /** The size of the journal's files, in bytes. */
  async journalBytes(): Promise<number> {
    const names = (await readdir(this.#dataDir)).filter((name) => name.startsWith("journal.sqlite"));
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(this.#dataDir, name))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Ends the product, but leaves its data folder until {@link close}. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill("SIGTERM");
    const killing = setTimeout(() => this.#child.kill("SIGKILL"), timeLimit);
    await this.#ended;
    clearTimeout(killing);
  }

  async close(): Promise<void> {
    await this.end();
    this.#probes.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  #ready(): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = (): void => reject(new Error(`dasedeck serve did not get ready:\n${this.#said}`));
      const timer = setTimeout(fail, timeLimit);
      const look = (): void => {
        const [, url] = /ready at (http:\S+)/.exec(this.#said) ?? [];
        if (url === undefined) return;
        clearTimeout(timer);
        this.#child.stdout?.off("data", look);
        resolve(url);
      };
      this.#child.stdout?.on("data", look);
      this.#ended.then(fail, fail);
    });
  }
}

import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { createBirpc } from "birpc";

/** How a process fared between two moments. */
export interface ProbeReport {
  /** By how many milliseconds its event loop was late, looked at about every millisecond; 0 where that was not asked for. */
  readonly lagMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Processor time over time: 1 is one core. */
  readonly processorShare: number;
}

/** Bytes, right after a collection of garbage. */
export interface ProbeMemory {
  /** What its objects take. */
  readonly used: number;
  /** What the system has given it. */
  readonly resident: number;
}

/** A function and its part, from 0 to 1, of the time of a profile. */
export interface SelfTime {
  readonly name: string;
  readonly part: number;
}

/** What a process with the preload can be asked. */
export interface ProbeFunctions {
  /** @param lag - whether to look at the event loop, too: that takes some hundredths of a core */
  begin(lag: boolean): void;
  end(): ProbeReport;
  /** Holds the process up: not to be called between `begin` and `end`. */
  memory(): ProbeMemory;
  beginProfile(): Promise<void>;
  endProfile(): Promise<SelfTime[]>;
}

export interface ProbeServerFunctions {
  hello(pid: number): void;
}

/** The same, from outside the process. */
export type Probe = {
  readonly [Name in keyof ProbeFunctions]: (
    ...given: Parameters<ProbeFunctions[Name]>
  ) => Promise<Awaited<ReturnType<ProbeFunctions[Name]>>>;
};

/** Hears of every process of the built product that is started in {@link environment}. */
export class ProbeServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #probes = new Map<number, Probe>();
  readonly #waiting = new Map<number, (probe: Probe) => void>();

  private constructor() {
    this.#server = createServer((socket) => this.#connected(socket));
  }

  static async open(): Promise<ProbeServer> {
    const opened = new ProbeServer();
    await new Promise<void>((resolve) => opened.#server.listen(0, "127.0.0.1", resolve));
    return opened;
  }

  /** Variables that give a Node process, and those that it forks, the preload. */
  get environment(): NodeJS.ProcessEnv {
    const preload = pathToFileURL(`${import.meta.dirname}/probe-preload.mjs`).href;
    return {
      NODE_OPTIONS: `--expose-gc --import=${preload}`,
      DASEDECK_BENCH_PROBE: String((this.#server.address() as AddressInfo).port),
    };
  }

  /** The probe in the process, once it has said hello. */
  of(pid: number): Promise<Probe> {
    const probe = this.#probes.get(pid);
    return probe === undefined ? new Promise((resolve) => this.#waiting.set(pid, resolve)) : Promise.resolve(probe);
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #connected(socket: Socket): void {
    this.#sockets.add(socket);
    // A process that is killed does not say goodbye.
    socket.on("error", () => socket.destroy());
    const functions: ProbeServerFunctions = {
      hello: (pid) => {
        this.#probes.set(pid, probe);
        this.#waiting.get(pid)?.(probe);
      },
    };
    const probe: Probe = createBirpc<ProbeFunctions, ProbeServerFunctions>(functions, {
      post: (message: unknown) => socket.write(`${JSON.stringify(message)}\n`),
      on: (listener: (message: unknown) => void) => createInterface(socket).on("line", (line) => listener(JSON.parse(line))),
      timeout: -1,
    });
  }
}

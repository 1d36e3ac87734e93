import { createBirpc, type BirpcReturn } from "birpc";
import { Emitter } from "#shared/emitter.ts";
import {
  fromEnvelope,
  serviceHostEvents,
  toEnvelope,
  type BundleOutcome,
  type LoadRequest,
  type MethodOutcome,
  type ServiceDescription,
  type ServiceHostFunctions,
  type ServiceProcessFunctions,
  type PingAnswer,
  type UsageReading,
} from "#shared/service-channel.ts";
import { defaultServiceOptions } from "#shared/service-snapshot.ts";
import type { ExitStatus, ServiceProcess } from "../fork-service.ts";

/** What a service process without attributes and tasks tells of itself. */
export const bareDescription: ServiceDescription = {
  title: "Laser",
  doc: null,
  options: defaultServiceOptions,
  attributes: { full_access_path: "", type: "DataService", name: "Laser", value: {}, readonly: false, doc: null },
  tasks: {},
  sources: { "/lab/laser.ts": "1" },
  restored: { defaults: {}, losses: 0 },
  leftOut: [],
};

/** The other end of the channel, played by a test: it answers pings, and does what the test says. */
export class FakeServiceProcess implements ServiceProcess {
  readonly pid = undefined;
  readonly #received = new Emitter<unknown>();
  readonly #written = new Emitter<{ stream: "stdout" | "stderr"; text: string }>();
  readonly #exited = new Emitter<ExitStatus>();
  #hear: (message: unknown) => void = () => undefined;
  readonly onDidReceive = this.#received.event;
  readonly onDidWrite = this.#written.event;
  readonly onDidExit = this.#exited.event;
  /** What the deck asked for, in order. */
  readonly asked: string[] = [];
  readonly host: BirpcReturn<ServiceHostFunctions, ServiceProcessFunctions>;
  loadRequest: LoadRequest | null = null;
  /** What becomes of a call; without end until the test says it. */
  methodOutcome = new Promise<MethodOutcome>(() => undefined);
  /** What bundling the file finds; without end until the test says it. */
  bundleOutcome = new Promise<BundleOutcome>(() => undefined);
  /** A process that does not answer keeps its event loop blocked. */
  answersPings = true;
  /** What it says of itself when it answers. */
  usage: UsageReading = { memoryBytes: 50_000_000, processorMicros: 0 };
  /** How often it called `began` before it answers a ping. */
  reportedActivities = 0;

  constructor() {
    const functions: ServiceProcessFunctions = {
      load: (request) => {
        this.loadRequest = request;
        this.asked.push("load");
      },
      tryBundle: () => {
        this.asked.push("tryBundle");
        return this.bundleOutcome;
      },
      commandTask: (path, command) => {
        this.asked.push(`${command} ${path}`);
        return Promise.resolve();
      },
      writeAttribute: () => Promise.resolve({ kind: "written" }),
      resetAttribute: () => Promise.resolve({ kind: "written" }),
      readDefaults: () => [],
      readAttribute: () => this.methodOutcome,
      callMethod: () => this.methodOutcome,
      stop: () => void this.asked.push("stop"),
      ping: () =>
        (this.answersPings ? { ...this.usage, reportedActivities: this.reportedActivities } : new Promise(() => undefined)) as PingAnswer,
    };
    this.host = createBirpc<ServiceHostFunctions, ServiceProcessFunctions>(functions, {
      post: (message) => this.#received.fire(toEnvelope(message)),
      on: (listener) => {
        this.#hear = listener;
      },
      eventNames: [...serviceHostEvents],
      timeout: -1,
    });
  }

  post(message: unknown): void {
    this.#hear(fromEnvelope(message));
  }

  /** What an author's own `process.send` does. */
  sendAnything(message: unknown): void {
    this.#received.fire(message);
  }

  write(text: string): void {
    this.#written.fire({ stream: "stdout", text });
  }

  exit(status: Partial<ExitStatus> = {}): void {
    this.#exited.fire({ code: null, signal: null, ...status });
  }

  letGo(pid: number): void {
    this.asked.push(`letGo ${pid}`);
  }

  kill(): void {
    this.asked.push("kill");
    this.exit({ signal: "SIGKILL" });
  }
}

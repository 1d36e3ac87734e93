import { createBirpc, type BirpcReturn } from "birpc";
import type { Clock } from "#runtime/clock.ts";
import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import { serviceProcessEvents, type ServiceHostFunctions, type ServiceProcessFunctions } from "#shared/service-channel.ts";
import type { OutputLine } from "#shared/service-snapshot.ts";
import type { ExitStatus, ServiceProcess } from "./fork-service.ts";
import { OutputLines } from "./output-lines.ts";
import { ResponsivenessProbe, type ResponsivenessListener } from "./responsiveness-probe.ts";

/** What the link tells its owner. Nothing comes after `exited`. */
export interface ServiceLinkListener extends Omit<ServiceHostFunctions, "received">, ResponsivenessListener {
  wrote(lines: OutputLine[]): void;
  exited(status: ExitStatus): void;
}

/** The deck's end of the channel to one service process: typed calls, its output in lines, and whether its event loop turns. */
export class ServiceLink implements Disposable {
  readonly functions: BirpcReturn<ServiceProcessFunctions, ServiceHostFunctions>;
  readonly #process: ServiceProcess;
  readonly #clock: Clock;
  readonly #listener: ServiceLinkListener;
  readonly #lines = new OutputLines();
  readonly #owned = new DisposableStore();

  constructor(process: ServiceProcess, clock: Clock, listener: ServiceLinkListener) {
    this.#process = process;
    this.#clock = clock;
    this.#listener = listener;
    this.functions = createBirpc<ServiceProcessFunctions, ServiceHostFunctions>(hostFunctions(listener), {
      post: (message) => process.post(message),
      on: (receive) => void this.#owned.add(process.onDidReceive(receive)),
      eventNames: [...serviceProcessEvents],
      timeout: -1,
    });
    this.#owned.add(process.onDidWrite(({ stream, text }) => this.#tellLines(this.#lines.take(stream, text, clock.now().wall))));
    this.#owned.add(process.onDidExit((status) => this.#exited(status)));
    this.#owned.add(new ResponsivenessProbe(() => this.functions.ping(), clock, listener));
  }

  /** Known once the system has started the process, which may be after this link was made. */
  get pid(): number | null {
    return this.#process.pid ?? null;
  }

  kill(): void {
    this.#process.kill();
  }

  /** Hears no more of the process; calls under way are rejected. */
  dispose(): void {
    this.#owned.dispose();
    this.functions.$close(new Error("The service's process has ended"));
  }

  #exited(status: ExitStatus): void {
    this.#tellLines(this.#lines.rest(this.#clock.now().wall));
    this.dispose();
    this.#listener.exited(status);
  }

  #tellLines(lines: OutputLine[]): void {
    if (lines.length > 0) this.#listener.wrote(lines);
  }
}

function hostFunctions(listener: ServiceLinkListener): ServiceHostFunctions {
  return {
    loaded: (description) => listener.loaded(description),
    loadFailed: (error) => listener.loadFailed(error),
    treeChanged: (changes) => listener.treeChanged(changes),
    endedByTask: (task, error) => listener.endedByTask(task, error),
    crashed: (error) => listener.crashed(error),
    received: () => undefined,
  };
}

import { createBirpc, type BirpcReturn } from "birpc";
import * as z from "zod";
import type { Clock } from "#runtime/clock.ts";
import { describeBlocker, type Blocker } from "#shared/activity.ts";
import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import {
  fromEnvelope,
  serviceHostArguments,
  serviceProcessEvents,
  toEnvelope,
  pingAnswer,
  type ServiceHostFunctions,
  type ServiceProcessFunctions,
} from "#shared/service-channel.ts";
import { outputLinesKept, type OutputLine, type ProcessUsage } from "#shared/service-snapshot.ts";
import type { ExitStatus, ServiceProcess } from "./fork-service.ts";
import { OutputLines } from "./output-lines.ts";
import { OutputPace } from "./output-pace.ts";
import { ResponsivenessProbe, type ResponsivenessListener } from "./responsiveness-probe.ts";
import { UsageMeter } from "./usage-meter.ts";

/** What the link tells its owner. Nothing comes after `exited`. */
export interface ServiceLinkListener
  extends Omit<ServiceHostFunctions, "received" | "letGo" | "began">, Omit<ResponsivenessListener, "answered"> {
  /** What the process takes of the computer is noticeably another. */
  usageChanged(usage: ProcessUsage): void;
  /** Of a flood, the last lines; how many were left out is said in them. */
  wrote(lines: OutputLine[]): void;
  exited(status: ExitStatus): void;
}

/** The deck's end of the channel to one service process: typed calls, its output in lines, and whether its event loop turns. */
export class ServiceLink implements Disposable {
  readonly functions: BirpcReturn<ServiceProcessFunctions, ServiceHostFunctions>;
  readonly #process: ServiceProcess;
  readonly #clock: Clock;
  readonly #startedMs: number;
  readonly #listener: ServiceLinkListener;
  readonly #lines: OutputLines;
  readonly #output: OutputPace;
  readonly #usage = new UsageMeter();
  readonly #owned = new DisposableStore();
  #blocker: Blocker | null = null;
  #heardActivities = 0;

  /** @param mostLines - that are told of at a time */
  constructor(process: ServiceProcess, clock: Clock, listener: ServiceLinkListener, mostLines = outputLinesKept) {
    this.#process = process;
    this.#clock = clock;
    this.#startedMs = clock.now().monotonicMs;
    this.#listener = listener;
    this.#lines = new OutputLines(mostLines);
    this.#output = this.#owned.add(new OutputPace(clock, mostLines, (lines) => listener.wrote(lines)));
    this.functions = createBirpc<ServiceProcessFunctions, ServiceHostFunctions>(this.#checkedHostFunctions(), {
      post: (message) => process.post(toEnvelope(message)),
      on: (receive) => {
        this.#owned.add(
          process.onDidReceive((received) => {
            const message = fromEnvelope(received);
            if (message === null)
              this.#tellLine("A message that this service sent to its parent process was ignored: it is not Dasedeck's");
            else receive(message);
          }),
        );
      },
      eventNames: [...serviceProcessEvents],
      timeout: -1,
    });
    this.#owned.add(process.onDidWrite(({ stream, text }) => this.#output.take(this.#lines.take(stream, text, clock.now().wall))));
    this.#owned.add(process.onDidExit((status) => this.#exited(status)));
    this.#owned.add(
      new ResponsivenessProbe(() => this.functions.ping(), clock, {
        responsivenessChanged: (responsive) => {
          if (!responsive && this.#blocker !== null) this.#tellLine(`The service does not respond: ${describeBlocker(this.#blocker)}`);
          listener.responsivenessChanged(responsive);
        },
        silentFor: (sec) => listener.silentFor(sec),
        answered: (answer) => this.#answered(answer),
      }),
    );
  }

  /** Since the process was asked for. */
  get ageSec(): number {
    return (this.#clock.now().monotonicMs - this.#startedMs) / 1000;
  }

  /** Known once the system has started the process, which may be after this link was made. */
  get pid(): number | null {
    return this.#process.pid ?? null;
  }

  /** What began to run last in the process; `null` where that is not known. */
  get blocker(): Blocker | null {
    return this.#blocker;
  }

  /** Says that the process is killed because it has not stopped in time, and what it may hang in. */
  noteKill(timeoutSec: number): void {
    const why = this.#blocker === null ? "" : `: ${describeBlocker(this.#blocker)}`;
    this.#tellLine(`The service did not stop within ${timeoutSec} s and is killed${why}`);
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
    this.#output.take({ lines: this.#lines.rest(this.#clock.now().wall), leftOut: 0 });
    for (const remark of status.remarks ?? []) this.#tellLine(remark);
    this.#output.flush();
    this.dispose();
    this.#listener.exited(status);
  }

  #answered(answer: unknown): void {
    const reading = pingAnswer.safeParse(answer);
    // The event loop has turned since, unless the answer was given before: what began in the meantime may be heard first.
    const isOlder = reading.success && reading.data.reportedActivities < this.#heardActivities;
    if (this.#blocker !== null && !isOlder) this.#blocker = { ...this.#blocker, isCertain: false };
    const usage = reading.success ? this.#usage.take(reading.data, this.#clock.now().monotonicMs) : null;
    if (usage !== null) this.#listener.usageChanged(usage);
  }

  #tellLine(text: string): void {
    this.#output.take({ lines: [{ at: this.#clock.now().wall, stream: "deck", text }], leftOut: 0 });
  }

  /** What a process tells passes its schema first: malformed news is said in the service's output, and changes nothing. */
  #checkedHostFunctions(): ServiceHostFunctions {
    const listener = this.#listener;
    const checked =
      <Told extends readonly unknown[]>(name: string, schema: z.ZodType<Told>, tell: (...told: Told) => void) =>
      (...told: unknown[]): void => {
        // A message is taken a moment after it came: meanwhile the process may have ended, and another one may be on its way.
        if (this.#owned.isDisposed) return;
        const parsed = schema.safeParse(told);
        if (parsed.success) tell(...parsed.data);
        else this.#tellLine(`What this service told of "${name}" was ignored: ${z.prettifyError(parsed.error)}`);
      };
    const { mayLoadFor, restoring, loaded, loadFailed, treeChanged, endedByTask, crashed, began, letGo } = serviceHostArguments;
    return {
      mayLoadFor: checked("mayLoadFor", mayLoadFor, (sec) => listener.mayLoadFor(sec)),
      restoring: checked("restoring", restoring, (step, sources) => listener.restoring(step, sources)),
      loaded: checked("loaded", loaded, (description) => listener.loaded(description)),
      loadFailed: checked("loadFailed", loadFailed, (error, sources) => listener.loadFailed(error, sources)),
      treeChanged: checked("treeChanged", treeChanged, (changes) => listener.treeChanged(changes)),
      endedByTask: checked("endedByTask", endedByTask, (task, error) => listener.endedByTask(task, error)),
      crashed: checked("crashed", crashed, (error) => listener.crashed(error)),
      began: checked("began", began, (activity) => {
        this.#heardActivities += 1;
        this.#blocker = activity && { ...activity, isCertain: true };
      }),
      letGo: checked("letGo", letGo, (pid) => this.#process.letGo(pid)),
      received: () => undefined,
    };
  }
}

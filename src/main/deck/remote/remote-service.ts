import type { Clock } from "#runtime/clock.ts";
import { CallError } from "#shared/api-definition.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { Actor } from "#shared/primitives.ts";
import type { AttributeWrite, SerializedObject } from "#shared/serialized.ts";
import type { MethodArguments, TaskCommand } from "#shared/service-channel.ts";
import {
  defaultServiceOptions,
  outputLinesKept,
  type OutputLine,
  type ServiceSnapshot,
  type ServiceStatus,
} from "#shared/service-snapshot.ts";
import { isRecord } from "../../wire/python-values.ts";
import { runInSlices, type Sliced } from "../../wire/sliced.ts";
import { JsonText } from "../../wire/socket-parser.ts";
import type { DeckService, ServiceChange, ServiceCommand } from "../deck-service.ts";
import { OutputLines } from "../output-lines.ts";
import { OutputPace } from "../output-pace.ts";
import { decodeObject } from "./decode-object.ts";
import { triggerRequest, updateRequest } from "./encode-write.ts";
import type { RemoteAddress } from "./remote-address.ts";
import type { ConnectionEnd, ConnectRemote, RemoteConnection, RemoteRequest } from "./remote-connection.ts";
import { newRemoteModel, transition, type RemoteEffect, type RemoteEvent, type RemoteModel } from "./remote-machine.ts";
import { RemoteInput } from "./remote-input.ts";
import { cut, TreeQuota } from "./remote-limits.ts";
import { RemoteTaskCommands } from "./remote-task-commands.ts";
import { RemoteTree } from "./remote-tree.ts";

/** How long a service may take to tell its tree or a value, or to take one, in seconds: as long as pydase's own client waits. */
const answerTimeoutSec = 60;

export interface RemoteServiceOptions {
  readonly id: string;
  readonly address: RemoteAddress;
  readonly clock: Clock;
  readonly connect: ConnectRemote;
  /** Takes every change, in order; the snapshot contains it afterwards. */
  readonly record: (change: ServiceChange) => void;
  /** What the deck's mirror knows of the service now. */
  readonly snapshot: () => Pick<ServiceSnapshot, "attributes" | "tasks"> | undefined;
}

/** Carries out what the state machine of a connection decides, and tells what it hears of a service that runs elsewhere. */
export class RemoteService implements DeckService {
  readonly id: string;
  readonly address: RemoteAddress;
  readonly #options: RemoteServiceOptions;
  readonly #tree: RemoteTree;
  readonly #lines = new OutputLines(outputLinesKept);
  readonly #output: OutputPace;
  #model: RemoteModel;
  #connection: RemoteConnection | null = null;
  #input: RemoteInput | null = null;
  /** Whether the tree that is shown is that of the present connection. */
  #hasTree = false;
  #timer: Disposable | null = null;
  readonly #tasks: RemoteTaskCommands;

  constructor(options: RemoteServiceOptions) {
    this.id = options.id;
    this.address = options.address;
    this.#options = options;
    this.#tree = new RemoteTree(() => options.snapshot() ?? { attributes: null, tasks: {} });
    this.#output = new OutputPace(options.clock, outputLinesKept, (lines) => options.record({ kind: "output", lines }));
    this.#model = newRemoteModel(options.clock.now());
    this.#tasks = new RemoteTaskCommands({
      serviceId: options.id,
      tree: this.#tree,
      clock: options.clock,
      checkConnected: () => void this.#connected(),
      trigger: (path) => this.#trigger(path, { args: [] }),
    });
  }

  status(): ServiceStatus {
    const { state, since, wanted, reconnections, lastError } = this.#model;
    const fields = { since, wanted, restarts: reconnections, lastError, endedByTask: null, lastExit: null, options: defaultServiceOptions };
    const process = { pid: null, responsive: true };
    switch (state.kind) {
      case "disconnected":
        return { ...fields, state: "stopped" };
      case "connecting":
        return { ...fields, ...process, state: "starting" };
      case "connected":
        return { ...fields, ...process, state: "running" };
      case "waiting":
        return { ...fields, state: "restarting", nextRestartAt: state.nextAttemptAt, restartDelaySec: state.delaySec };
      case "refused":
        return { ...fields, state: "failed", failureReason: "refused" };
    }
  }

  command(command: ServiceCommand, by: Actor): void {
    const events = { start: "connect", stop: "disconnect", restart: "reconnect", forceStop: "disconnect" } as const;
    this.#dispatch({ kind: events[command], by });
  }

  commandTask(path: string, command: TaskCommand): Promise<void> {
    return this.#tasks.run(path, command);
  }

  resetAttribute(path: string): Promise<void> {
    return Promise.reject(new Error(`${this.id} is a remote service: reset ${path} on the computer where it runs`));
  }

  readDefaults(): Promise<readonly SerializedObject[]> {
    return Promise.resolve([]);
  }

  async writeAttribute(path: string, write: AttributeWrite): Promise<void> {
    this.#tree.checkChoice(path, write);
    await this.#ask("update_value", updateRequest(path, write), answerTimeoutSec);
  }

  async readAttribute(path: string): Promise<SerializedObject> {
    return this.#decoded(await this.#ask("get_value", new JsonText(JSON.stringify(path)), answerTimeoutSec), path);
  }

  async callMethod(path: string, given: MethodArguments): Promise<SerializedObject> {
    return this.#decoded(await this.#trigger(path, given), "");
  }

  setReloadOnSave(): void {
    throw new Error(`${this.id} runs elsewhere: it can't be reloaded from here`);
  }

  /** A connection is closed at once. */
  ended(): Promise<void> {
    return Promise.resolve();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#output.dispose();
    this.#close();
  }

  #dispatch(event: RemoteEvent): void {
    const before = this.#model;
    const { model, effects } = transition(before, event, this.#options.clock.now());
    this.#model = model;
    for (const effect of effects) this.#perform(effect);
    if (model !== before) this.#options.record({ kind: "statusChanged", status: this.status() });
  }

  #perform(effect: RemoteEffect): void {
    switch (effect.kind) {
      case "open":
        this.#open();
        return;
      case "close":
        this.#close();
        return;
      case "clearTimer":
        this.#timer?.dispose();
        this.#timer = null;
        return;
      case "setTimer":
        this.#timer = this.#options.clock.setTimer(effect.delaySec, () => this.#dispatch({ kind: "attemptDue" }));
    }
  }

  #open(): void {
    const input = new RemoteInput({
      applyTree: (given) => this.#applyTree(given),
      applyNews: (news) => this.#applyNews(news),
      onUnusable: (error) => this.#end({ kind: "unusable", message: `What the service sent can't be shown: ${messageOf(error)}` }),
      onBusy: (isBusy) => connection.setReading(!isBusy),
    });
    const connection = this.#options.connect(this.address, {
      opened: () => void this.#requestTree(connection, input),
      notified: (news, length) => input.enqueueNews(news, length),
      logged: (entry) => this.#logged(entry),
      ended: (end) => this.#end(end),
    });
    this.#connection = connection;
    this.#input = input;
  }

  #close(): void {
    this.#input?.dispose();
    this.#connection?.dispose();
    this.#input = null;
    this.#connection = null;
    if (this.#hasTree) this.#options.record({ kind: "treeStale" });
    this.#hasTree = false;
    this.#tasks.notifyChange();
  }

  async #requestTree(connection: RemoteConnection, input: RemoteInput): Promise<void> {
    try {
      input.enqueueTree(answerOf(await connection.request("service_serialization", null, { timeoutSec: answerTimeoutSec })));
    } catch (error) {
      if (this.#connection === connection) this.#end({ kind: "lost", message: `The service did not send its tree: ${messageOf(error)}` });
    }
  }

  *#applyTree(given: unknown): Sliced<void> {
    this.#options.record(yield* this.#tree.replace(given, this.address.name, this.#now()));
    this.#hasTree = true;
    this.#say(`Connected to ${this.address.url}`);
    this.#dispatch({ kind: "treeCame" });
  }

  *#applyNews(news: unknown): Sliced<void> {
    for (const change of yield* this.#tree.notify(news, this.#now())) this.#options.record(change);
    this.#tasks.notifyChange();
  }

  #end({ kind, message }: ConnectionEnd): void {
    const end = { kind, message: cut.reason(message) };
    this.#say(`${kind === "refused" ? "Refused" : "No connection"}: ${end.message}`);
    this.#dispatch({ kind: "ended", end });
  }

  #logged(entry: unknown): void {
    const { levelname, message } = isRecord(entry) ? entry : {};
    if (typeof message !== "string") return;
    const stream = typeof levelname === "string" && /^(ERROR|CRITICAL|WARNING)$/.test(levelname) ? "stderr" : "stdout";
    this.#output.take(this.#lines.take(stream, `${cut.log(message)}\n`, this.#now()));
  }

  #say(text: string): void {
    const line: OutputLine = { at: this.#now(), stream: "deck", text };
    this.#output.take({ lines: [line], leftOut: 0 });
  }

  #trigger(path: string, given: MethodArguments): Promise<unknown> {
    return this.#ask("trigger_method", triggerRequest(path, given), null);
  }

  async #ask(name: RemoteRequest, argument: JsonText, timeoutSec: number | null): Promise<unknown> {
    return answerOf(await this.#connected().request(name, argument, { timeoutSec }));
  }

  #connected(): RemoteConnection {
    if (this.#connection !== null && this.#model.state.kind === "connected") return this.#connection;
    const isUnderWay = this.#model.state.kind === "connecting" || this.#model.state.kind === "waiting";
    throw new Error(`There is no connection to ${this.id}: ${isUnderWay ? "wait until it is back" : "connect first"}`);
  }

  async #decoded(given: unknown, path: string): Promise<SerializedObject> {
    const { object } = await runInSlices(decodeObject(given, path, new TreeQuota()));
    if (object === null) throw new Error(`${path} is a task, which has no value`);
    return object;
  }

  #now(): string {
    return this.#options.clock.now().wall;
  }
}

/** @throws CallError with what the service answers instead. */
function answerOf(answer: unknown): unknown {
  if (!isRecord(answer) || answer["type"] !== "Exception") return answer;
  const { name, value } = answer;
  throw new CallError(typeof name === "string" ? cut.name(name) : "Exception", typeof value === "string" ? cut.error(value) : "");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

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
import { JsonText } from "../../wire/socket-parser.ts";
import type { DeckService, ServiceChange, ServiceCommand } from "../deck-service.ts";
import { OutputLines } from "../output-lines.ts";
import { OutputPace } from "../output-pace.ts";
import { decodeObject } from "./decode-object.ts";
import { triggerRequest, updateRequest } from "./encode-write.ts";
import type { RemoteAddress } from "./remote-address.ts";
import type { ConnectRemote, RemoteConnection, RemoteRequest } from "./remote-connection.ts";
import { newRemoteModel, transition, type RemoteEffect, type RemoteEvent, type RemoteModel } from "./remote-machine.ts";
import { hasRestart, taskMethod } from "./remote-task.ts";
import { RemoteTree } from "./remote-tree.ts";

/** How long a service may take to tell its tree or a value, or to take one, in seconds: as long as pydase's own client waits. */
const answerTimeoutSec = 60;
/** So many changes are kept while the tree is on its way. */
const mostWaitingNews = 100_000;
/** How long a task may take to stop before it is started again, in seconds. */
const stopTimeoutSec = 30;

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
  /** What is told before the tree has come; `null` once it has. */
  #waitingNews: unknown[] | null = [];
  #timer: Disposable | null = null;
  /** What was last asked of each task, by its path. */
  readonly #lastOrders = new Map<string, object>();
  #waitingForTask = new Set<() => void>();

  constructor(options: RemoteServiceOptions) {
    this.id = options.id;
    this.address = options.address;
    this.#options = options;
    this.#tree = new RemoteTree(() => options.snapshot() ?? { attributes: null, tasks: {} });
    this.#output = new OutputPace(options.clock, outputLinesKept, (lines) => options.record({ kind: "output", lines }));
    this.#model = newRemoteModel(options.clock.now());
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

  async commandTask(path: string, command: TaskCommand): Promise<void> {
    const task = this.#tree.task(path);
    this.#connected();
    if (task === undefined) throw new Error(`${this.id} has no task ${path}`);
    const order = {};
    this.#lastOrders.set(path, order);
    if (command !== "restart" || hasRestart(task)) {
      await this.#trigger(taskMethod(path, command), { args: [] });
      return;
    }
    await this.#trigger(taskMethod(path, "stop"), { args: [] });
    await this.#untilStopped(path);
    // Who has asked for something else meanwhile has the last word.
    if (this.#lastOrders.get(path) === order) await this.#trigger(taskMethod(path, "start"), { args: [] });
  }

  resetAttribute(path: string): Promise<void> {
    return Promise.reject(new Error(`${this.id} is a remote service: reset ${path} on the computer where it runs`));
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
    this.#waitingNews = [];
    const connection = this.#options.connect(this.address, {
      opened: () => void this.#takeTree(connection),
      notified: (news) => this.#notified(news),
      logged: (entry) => this.#logged(entry),
      ended: (end) => {
        this.#say(`${end.kind === "refused" ? "Refused" : "No connection"}: ${end.message}`);
        this.#dispatch({ kind: "ended", end });
      },
    });
    this.#connection = connection;
  }

  #close(): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.dispose();
    if (connection !== null && this.#waitingNews === null) this.#options.record({ kind: "treeStale" });
    this.#waitingNews = [];
    this.#tellWaiting();
  }

  /** What was told meanwhile is told after it: the tree may be older or newer than that, and comes to the same in the end. */
  async #takeTree(connection: RemoteConnection): Promise<void> {
    try {
      const given = answerOf(await connection.request("service_serialization", null, { timeoutSec: answerTimeoutSec }));
      if (this.#connection !== connection) return;
      this.#options.record(this.#tree.replace(given, this.address.name, this.#now()));
      const news = this.#waitingNews ?? [];
      this.#waitingNews = null;
      this.#say(`Connected to ${this.address.url}`);
      this.#dispatch({ kind: "treeCame" });
      for (const one of news) this.#notified(one);
    } catch (error) {
      if (this.#connection === connection) this.#giveUp(error);
    }
  }

  #notified(news: unknown): void {
    if (this.#waitingNews !== null) {
      this.#waitingNews.push(news);
      if (this.#waitingNews.length > mostWaitingNews)
        this.#giveUp(new Error("it told of more changes than can wait before it told its tree"));
      return;
    }
    try {
      for (const change of this.#tree.notify(news, this.#now())) this.#options.record(change);
      this.#tellWaiting();
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** Who does not understand what it is told has no true picture any more; only a fresh one helps. */
  #giveUp(error: unknown): void {
    const message = `What the service told could not be taken: ${messageOf(error)}`;
    this.#say(message);
    this.#dispatch({ kind: "ended", end: { kind: "lost", message } });
  }

  #logged(entry: unknown): void {
    const { levelname, message } = isRecord(entry) ? entry : {};
    if (typeof message !== "string") return;
    const stream = /^(ERROR|CRITICAL|WARNING)$/.test(String(levelname)) ? "stderr" : "stdout";
    this.#output.take(this.#lines.take(stream, `${message}\n`, this.#now()));
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

  #decoded(given: unknown, path: string): SerializedObject {
    const { object } = decodeObject(given, path);
    if (object === null) throw new Error(`${path} is a task, which has no value`);
    return object;
  }

  /** @throws Error where the task does not stop in time, or nothing more is heard of it. */
  async #untilStopped(path: string): Promise<void> {
    const { clock } = this.#options;
    const deadlineMs = clock.now().monotonicMs + stopTimeoutSec * 1000;
    const deadline = clock.setTimer(stopTimeoutSec, () => this.#tellWaiting());
    try {
      while (this.#tree.task(path)?.status === "RUNNING") {
        this.#connected();
        if (clock.now().monotonicMs >= deadlineMs)
          throw new Error(`${path} has not stopped within ${stopTimeoutSec} s, and was not started again`);
        await new Promise<void>((resolve) => this.#waitingForTask.add(resolve));
      }
    } finally {
      deadline.dispose();
    }
  }

  #tellWaiting(): void {
    const waiting = [...this.#waitingForTask];
    this.#waitingForTask.clear();
    for (const resolve of waiting) resolve();
  }

  #now(): string {
    return this.#options.clock.now().wall;
  }
}

/** @throws CallError with what the service answers instead. */
function answerOf(answer: unknown): unknown {
  if (!isRecord(answer) || answer["type"] !== "Exception") return answer;
  const { name, value } = answer;
  throw new CallError(typeof name === "string" ? name : "Exception", typeof value === "string" ? value : "");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

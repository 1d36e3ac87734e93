import { io, type Socket } from "socket.io-client";
import { createClient } from "#shared/api-definition.ts";
import { applyDeckEvent } from "#shared/apply-deck-event.ts";
import { deckApi, type DeckApi } from "#shared/deck-api.ts";
import type { DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";
import { deckSocket } from "#shared/deck-transport.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";

/** How long anything that is waited for may take, in milliseconds. */
const timeLimit = 120_000;

/** A client of the deck as a window in a browser is one: it hears all events, and keeps a mirror of the deck with them. */
export class DeckClient {
  /** Calls that are not answered in time are rejected. */
  readonly api: DeckApi;
  readonly #socket: Socket;
  #deck: DeckSnapshot | null = null;
  /** Events that came before the snapshot. */
  #early: DeckEvent[] = [];
  readonly #changed = new Set<() => void>();
  readonly #listeners = new Set<(event: DeckEvent) => void>();

  private constructor(url: string) {
    this.#socket = io(new URL(deckSocket.namespace, url).href, { path: deckSocket.path, transports: ["websocket"], forceNew: true });
    this.api = createClient(deckApi, (request) => this.#socket.timeout(timeLimit).emitWithAck(deckSocket.call, request));
  }

  /** @throws Error where the deck can't be reached */
  static async connect(url: string): Promise<DeckClient> {
    const client = new DeckClient(url);
    await client.#connected();
    client.#socket.on(deckSocket.events, (events: DeckEvent[]) => client.#hear(events));
    client.#deck = await client.api.getSnapshot(undefined);
    client.#hear(client.#early);
    client.#early = [];
    return client;
  }

  /** @throws Error for a service that the deck does not have */
  service(id: string): ServiceSnapshot {
    const found = this.#deck?.services.find((service) => service.id === id);
    if (found === undefined) throw new Error(`There is no service ${id}`);
    return found;
  }

  /** The number of the last event that this client has seen. */
  get sequence(): number {
    return this.#deck?.sequence ?? 0;
  }

  /**
   * Hears each event, before it is looked at in the mirror.
   *
   * @returns what ends that
   */
  onEvent(listener: (event: DeckEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Calls a method.
   *
   * @returns the JSON text that it gave, read
   * @throws Error with what it threw
   */
  async call(service: string, path: string, ...args: number[]): Promise<unknown> {
    const result = await this.api.callMethod({ service, path, args: args.map((value) => ({ type: "float", value })) });
    return result.type === "str" ? (JSON.parse(result.value) as unknown) : result.value;
  }

  /**
   * Waits until something is so of a service, as far as this client sees.
   *
   * @throws Error with `what` if that takes too long
   */
  until(what: string, id: string, isSo: (service: ServiceSnapshot) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#changed.delete(look);
        reject(new Error(`${what}: that took longer than ${timeLimit / 1000} s`));
      }, timeLimit);
      const look = (): void => {
        if (!isSo(this.service(id))) return;
        clearTimeout(timer);
        this.#changed.delete(look);
        resolve();
      };
      this.#changed.add(look);
      look();
    });
  }

  /** Waits until a service runs. */
  async untilRunning(id: string): Promise<void> {
    await this.until(`The service ${id} runs`, id, ({ status }) => {
      if (status.state === "failed") throw new Error(`The service ${id} failed: ${status.lastError?.message ?? status.failureReason}`);
      return status.state === "running";
    });
  }

  /**
   * Lets a task run to its end.
   *
   * @returns what it returned
   * @throws Error if it fails
   */
  async run(service: string, task: string): Promise<unknown> {
    const runs = this.service(service).tasks[task]?.runs ?? 0;
    await this.api.startTask({ service, task });
    await this.until(`The task ${task} has ended`, service, ({ tasks }) => {
      const now = tasks[task];
      return now !== undefined && now.runs !== null && now.runs > runs && now.state !== "running";
    });
    const ended = this.service(service).tasks[task];
    if (ended?.state !== "finished")
      throw new Error(`The task ${task} of ${service} is ${ended?.state ?? "gone"}: ${ended?.lastError?.message ?? ""}`);
    return JSON.parse(ended.result ?? "null") as unknown;
  }

  close(): void {
    this.#socket.disconnect();
  }

  #connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.once("connect", resolve);
      this.#socket.once("connect_error", reject);
    });
  }

  #hear(events: readonly DeckEvent[]): void {
    if (this.#deck === null) {
      this.#early.push(...events);
      return;
    }
    for (const event of events) {
      for (const listener of this.#listeners) listener(event);
      applyDeckEvent(this.#deck, event);
    }
    for (const look of [...this.#changed]) look();
  }
}

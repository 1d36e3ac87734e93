import { deserialize, serialize } from "node:v8";
import { Emitter } from "#shared/emitter.ts";
import { fromEnvelope, toEnvelope } from "#shared/service-channel.ts";
import type { ExitStatus, ServiceProcess } from "../../deck/fork-service.ts";
import type { DeckPort } from "../../service-process/deck-port.ts";

/** What is under way to the deck: a message as the channel carries it, or the news that the process has ended. */
type Parcel = { readonly message: Buffer } | { readonly exit: ExitStatus };

const killed: ExitStatus = { code: null, signal: "SIGKILL" };

/** The channel between a deck and a service process that is played in this one: what is said stays under way until it is delivered. */
export class LinkedProcess implements ServiceProcess {
  readonly pid = undefined;
  readonly #received = new Emitter<unknown>();
  readonly #exited = new Emitter<ExitStatus>();
  readonly onDidReceive = this.#received.event;
  readonly onDidWrite = new Emitter<{ stream: "stdout" | "stderr"; text: string }>().event;
  readonly onDidExit = this.#exited.event;
  #hear: (message: unknown) => void = () => undefined;
  #toDeck: Parcel[] = [];
  #toService: Buffer[] = [];
  #isAlive = true;

  /** The service's end. */
  readonly port: DeckPort = {
    post: (message) => {
      // With the format of Node's own channel, which refuses what it can't carry.
      if (this.#isAlive) this.#toDeck.push({ message: serialize(toEnvelope(message)) });
    },
    onMessage: (listener) => {
      this.#hear = (received) => {
        const message = fromEnvelope(received);
        if (message !== null) listener(message);
      };
    },
    onClose: () => undefined,
  };

  get isAlive(): boolean {
    return this.#isAlive;
  }

  post(message: unknown): void {
    if (this.#isAlive) this.#toService.push(serialize(message));
  }

  letGo(): void {
    throw new Error("A process that is played starts no other");
  }

  kill(): void {
    this.#end(killed, this.#toDeck.length);
  }

  /** The end that the process brings about itself: what it said before is heard. */
  exit(code: number): void {
    this.#end({ code, signal: null }, this.#toDeck.length);
  }

  /**
   * Ends it at any moment.
   *
   * @param heard - of what is under way, so many messages arrive before the news of its end
   * @param late - and so many after it; the others are lost
   */
  crash(heard: number, late: number): void {
    if (!this.#isAlive) return;
    this.#toDeck = this.#toDeck.slice(0, heard + late);
    this.#end(killed, heard);
  }

  /** Hands so many of the deck's messages to the service; how many there were. */
  async deliverToService(most: number): Promise<number> {
    const messages = this.#toService.splice(0, most);
    for (const message of messages) {
      if (this.#isAlive) this.#hear(deserialize(message));
      await whatFollows();
    }
    return messages.length;
  }

  /** Hands so many of the service's messages to the deck; how many there were. */
  async deliverToDeck(most: number): Promise<number> {
    const parcels = this.#toDeck.splice(0, most);
    for (const parcel of parcels) {
      if ("exit" in parcel) this.#exited.fire(parcel.exit);
      else this.#received.fire(deserialize(parcel.message));
      await whatFollows();
    }
    return parcels.length;
  }

  #end(exit: ExitStatus, heard: number): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.#toService = [];
    this.#toDeck.splice(heard, 0, { exit });
  }
}

/** A channel hands over each message by itself: what it leads to at once is done before the next one. */
function whatFollows(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

import type { Clock } from "#runtime/clock.ts";
import { applyDeckEvent } from "#shared/apply-deck-event.ts";
import type { DeckChange, DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { Disposable } from "#shared/disposable.ts";
import { Emitter } from "#shared/emitter.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";

/** Changes are told together at this rhythm at the most: faster than anyone can see, slow enough for a window to keep up. */
const rhythmSec = 0.016;

/** The mirror of the whole deck and the one ordered stream of its changes. A snapshot and the events after its sequence are the whole truth. */
export class DeckStream implements Disposable {
  readonly #events = new Emitter<DeckEvent[]>();
  readonly #recorded = new Emitter<DeckEvent>();
  readonly onDidChange = this.#events.event;
  readonly onDidRecord = this.#recorded.event;
  readonly #clock: Clock;
  readonly #deck: DeckSnapshot;
  #pending: DeckEvent[] = [];
  #timer: Disposable | null = null;
  #toldAtMs = -Infinity;

  constructor(clock: Clock, initial: Omit<DeckSnapshot, "sequence" | "takenAt">) {
    this.#clock = clock;
    this.#deck = { sequence: 0, takenAt: clock.now().wall, ...initial };
  }

  /** The mirror itself, to read from. */
  get deck(): Readonly<DeckSnapshot> {
    return this.#deck;
  }

  /** A copy that later events do not touch. */
  snapshot(): DeckSnapshot {
    return { ...this.#deck, services: this.#deck.services.map(copyOf), takenAt: this.#clock.now().wall };
  }

  record(change: DeckChange): void {
    const event: DeckEvent = { sequence: this.#deck.sequence + 1, at: this.#clock.now().wall, change };
    applyDeckEvent(this.#deck, holdsTree(change) ? structuredClone(event) : event);
    this.#pending.push(event);
    this.#timer ??= this.#schedule();
    this.#recorded.fire(event);
  }

  /** Tells at once what waits to be told. */
  tellNow(): void {
    this.#timer?.dispose();
    if (this.#pending.length > 0) this.#flush();
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  /** What comes alone is told as soon as this turn is over; what comes fast, at the rhythm. */
  #schedule(): Disposable {
    const passedSec = (this.#clock.now().monotonicMs - this.#toldAtMs) / 1000;
    return this.#clock.setTimer(Math.max(0, rhythmSec - passedSec), () => this.#flush());
  }

  #flush(): void {
    this.#timer = null;
    this.#toldAtMs = this.#clock.now().monotonicMs;
    const events = this.#pending;
    this.#pending = [];
    this.#events.fire(events);
  }
}

/** Of a service, the mirror goes on changing its list of tasks and its tree of values; all else it replaces as a whole, and may share. */
function copyOf(service: ServiceSnapshot): ServiceSnapshot {
  return { ...service, tasks: { ...service.tasks }, attributes: structuredClone(service.attributes) };
}

/** Whether the mirror would go on changing what came with this change, which must stay as it was told. */
function holdsTree(change: DeckChange): boolean {
  switch (change.kind) {
    case "serviceAdded":
    case "treeReplaced":
      return true;
    case "valueChanged":
      return typeof change.value.value === "object" && change.value.value !== null;
    default:
      return false;
  }
}

import { DisposableStore } from "#shared/disposable.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import { reportActivity } from "./activity.ts";
import { runSetter } from "./answer-after.ts";
import { memberSourceOf } from "./class-source.ts";
import { DataService, observationOf } from "./data-service.ts";
import { Reads, recordReads, type Observation } from "./observation.ts";
import { observationOfContents, unobserved } from "./observed-objects.ts";
import type { PlaceFacts } from "./place-facts.ts";
import type { Reading, ServedContainer } from "./served-container.ts";
import { ServedPlace } from "./served-place.ts";
import type { TreeContext } from "./tree-context.ts";

/** What a getter gives. Evaluated again only after something that it read has changed. */
export class ServedProperty extends ServedPlace {
  readonly #object: object;
  readonly #name: string;
  #reading: Reading | null = null;
  #lastValue: unknown = undefined;
  #dependencies = new DisposableStore();

  /** @param object - the service or plain object, as an author's code sees it, that the getter belongs to. */
  constructor(owner: ServedContainer, object: object, name: string, path: string, facts: PlaceFacts, context: TreeContext) {
    super(owner, path, facts, context);
    this.#object = object;
    this.#name = name;
  }

  /** The value has to be read again. */
  invalidate(): void {
    this.#reading = null;
    this.context.changes.changed(this);
  }

  override read(): Reading {
    this.#reading ??= this.#evaluate();
    return this.#reading;
  }

  override get lastValue(): unknown {
    this.read();
    return this.#lastValue;
  }

  override readAnew(): Reading {
    reportActivity("getter", this.path);
    this.invalidate();
    return this.read();
  }

  override serialize(): SerializedObject | null {
    const serialized = super.serialize();
    return serialized === null ? null : { ...serialized, computed: true };
  }

  override async assign(value: unknown): Promise<void> {
    const setter = setterOf(this.#object, this.#name);
    // It may change what the getter reads in a #private field, at once or when it is done.
    const changed = (): void => observationAt(this.#object).changed(this.#name);
    try {
      reportActivity("setter", this.path);
      // Called by itself, as what an assignment would return is lost.
      const done = runSetter(() => setter?.(value));
      changed();
      await done;
    } finally {
      changed();
    }
  }

  protected override reasonToLeaveOut(object: object): string {
    if (!(object instanceof Promise)) return super.reasonToLeaveOut(object);
    // It was asked for here, so here is where it is dealt with: a promise that nobody awaits would end the process if it is rejected.
    object.catch(() => undefined);
    const line = memberSourceOf(this.#object, this.#name)?.line;
    const place = line === undefined ? "" : ` (line ${line})`;
    return `Its getter${place} returns a promise, and a getter can't be async: make it an async method, or keep its value in an attribute that a task sets`;
  }

  override dispose(): void {
    super.dispose();
    this.#dependencies.dispose();
  }

  #evaluate(): Reading {
    // One that a service gave itself, and took away again.
    if (!Reflect.has(this.#object, this.#name)) return { kind: "gone" };
    // Before, and not after: a getter that also writes what it reads must not make itself stale.
    this.#dependencies.dispose();
    this.#dependencies = new DisposableStore();
    const reads = new Reads();
    const reading = recordReads(reads, () => readGetter(this.#object, this.#name));
    if (reading.kind === "value") this.#lastValue = reading.value;
    for (const [observation, key] of reads) this.#dependencies.add(observation.onDidChangeMember(key, () => this.invalidate()));
    return reading;
  }
}

function observationAt(object: object): Observation {
  return object instanceof DataService ? observationOf(object) : observationOfContents(unobserved(object));
}

function readGetter(object: object, name: string): Reading {
  try {
    return { kind: "value", value: Reflect.get(object, name) };
  } catch (error) {
    return { kind: "threw", error };
  }
}

function setterOf(object: object, name: string): ((value: unknown) => unknown) | undefined {
  for (let holder: object | null = object; holder !== null; holder = Reflect.getPrototypeOf(holder)) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, name);
    if (descriptor !== undefined) return descriptor.set?.bind(object);
  }
  return undefined;
}

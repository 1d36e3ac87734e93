import { AttributeWriteError } from "./attribute-write-error.ts";
import type { DataService } from "./data-service.ts";
import { withReadonly, type PlaceFacts } from "./place-facts.ts";
import type { Reading, ServedContainer } from "./served-container.ts";
import { ServedPlace } from "./served-place.ts";
import type { TreeContext } from "./tree-context.ts";

/** A data property of a service. */
export class ServedMember extends ServedPlace {
  readonly #service: DataService;
  readonly #name: string;
  readonly #declared: PlaceFacts;

  constructor(owner: ServedContainer, service: DataService, name: string, path: string, facts: PlaceFacts, context: TreeContext) {
    super(owner, path, facts, context);
    this.#service = service;
    this.#name = name;
    this.#declared = facts;
  }

  override read(): Reading {
    const descriptor = Object.getOwnPropertyDescriptor(this.#service, this.#name);
    if (descriptor?.enumerable !== true) return { kind: "gone" };
    if (descriptor.get !== undefined) return { kind: "value", value: Reflect.get(this.#service, this.#name) };
    this.facts = withReadonly(this.facts, this.#declared.readonly || descriptor.writable === false);
    return { kind: "value", value: descriptor.value };
  }

  override assign(value: unknown): void {
    if (!Reflect.set(this.#service, this.#name, value, this.#service))
      throw new AttributeWriteError(`${this.path} does not take this value`);
  }
}

import { reportActivity } from "./activity.ts";
import type { SerializedMethod } from "#shared/serialized.ts";
import type { NamedValues } from "./member-options.ts";
import { parameterName, signatureOf } from "./method-signature.ts";
import type { PlaceFacts } from "./place-facts.ts";
import type { Reading, ServedContainer } from "./served-container.ts";
import { ServedPlace } from "./served-place.ts";
import type { TreeContext } from "./tree-context.ts";

type Method = (...args: unknown[]) => unknown;
type Signature = SerializedMethod["signature"];

/** A method of a service. */
export class ServedMethod extends ServedPlace {
  readonly #service: object;
  readonly #method: Method;
  /** Its parameters as its source declares them. */
  readonly signature: Signature;

  constructor(owner: ServedContainer, service: object, method: Method, path: string, facts: PlaceFacts, context: TreeContext) {
    super(owner, path, facts, context);
    this.#service = service;
    this.#method = method;
    this.signature = this.#withChoices(signatureOf(method));
  }

  /** What a parameter chooses from; `null` where it takes anything. */
  choicesOf(parameter: string): NamedValues | null {
    const { parameters = {} } = this.facts.options;
    return Object.hasOwn(parameters, parameter) ? (parameters[parameter] ?? null) : null;
  }

  override read(): Reading {
    const isAsync = this.#method.constructor.name === "AsyncFunction";
    const isShown = this.facts.options.command === true;
    return {
      kind: "content",
      content: { type: "method", value: null, async: isAsync, signature: this.signature, frontend_render: isShown },
    };
  }

  override assign(): void {
    // A method is not written: it is refused before.
  }

  /** Whatever the method gives, which may be a promise. */
  call(args: readonly unknown[]): unknown {
    reportActivity("method", this.path);
    return Reflect.apply(this.#method, this.#service, args);
  }

  #withChoices(signature: Signature): Signature {
    if (this.facts.options.parameters === undefined) return signature;
    const parameters = Object.entries(signature.parameters).map(([declared, parameter]) => {
      const values = this.choicesOf(parameterName(declared));
      return [declared, values === null ? parameter : { ...parameter, choices: Object.keys(values) }] as const;
    });
    return { parameters: Object.fromEntries(parameters) };
  }
}

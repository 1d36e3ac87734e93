import "./symbol-metadata.ts";
import { Observation } from "./observation.ts";

declare const brand: unique symbol;

/**
 * What a service extends. Its public attributes (numbers, text, flags, nested services) are read, written and watched from outside as they are,
 * without annotations; names that begin with `_` or `#` are private.
 *
 * @example
 * export default class Lamp extends DataService {
 *   brightness = 0.5;
 * }
 */
export class DataService {
  /** Nothing but a class that extends this one passes for it; there is no such field. */
  declare readonly [brand]: true;

  constructor() {
    // Field initialisers, decorators and methods of subclasses get what the constructor returns as their `this`, so every write is seen.
    const observation = new Observation();
    const service = new Proxy(this, new ObservingHandler(observation));
    observations.set(service, observation);
    return service;
  }
}

const observations = new WeakMap<object, Observation>();

/**
 * What is going on in a service.
 *
 * @throws TypeError if the object was not made by a constructor of `DataService`.
 */
export function observationOf(service: DataService): Observation {
  const observation = observations.get(service);
  if (observation === undefined) throw new TypeError("Not an instance of a DataService");
  return observation;
}

/** One for each instance, with its methods shared by all. */
class ObservingHandler implements ProxyHandler<DataService> {
  readonly #observation: Observation;

  constructor(observation: Observation) {
    this.#observation = observation;
  }

  get(target: DataService, key: string | symbol, receiver: unknown): unknown {
    if (typeof key === "string") this.#observation.memberRead(key);
    return Reflect.get(target, key, receiver);
  }

  set(target: DataService, key: string | symbol, value: unknown, receiver: unknown): boolean {
    const written = Reflect.set(target, key, value, receiver);
    // A data property comes back through `defineProperty`; here a setter ran, and may have changed what its getter reads in a #private field.
    if (written && typeof key === "string" && !Object.hasOwn(target, key)) this.#observation.memberChanged(key);
    return written;
  }

  defineProperty(target: DataService, key: string | symbol, descriptor: PropertyDescriptor): boolean {
    const before = Object.getOwnPropertyDescriptor(target, key);
    const defined = Reflect.defineProperty(target, key, descriptor);
    const changed = before === undefined || !Object.is(before.value, descriptor.value);
    if (defined && changed && typeof key === "string") this.#observation.memberChanged(key);
    return defined;
  }

  deleteProperty(target: DataService, key: string | symbol): boolean {
    const existed = Object.hasOwn(target, key);
    const deleted = Reflect.deleteProperty(target, key);
    if (deleted && existed && typeof key === "string") this.#observation.memberChanged(key);
    return deleted;
  }
}

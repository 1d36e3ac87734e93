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
    const service = new Proxy(this, observingHandler(observation));
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

function observingHandler(observation: Observation): ProxyHandler<DataService> {
  return {
    get(target, key, receiver): unknown {
      if (typeof key === "string") observation.memberRead(key);
      return Reflect.get(target, key, receiver);
    },
    set(target, key, value, receiver) {
      const written = Reflect.set(target, key, value, receiver);
      // A data property comes back through `defineProperty`; here a setter ran, and may have changed what its getter reads in a #private field.
      if (written && typeof key === "string" && !Object.hasOwn(target, key)) observation.memberChanged(key);
      return written;
    },
    defineProperty(target, key, descriptor) {
      const before: unknown = Object.getOwnPropertyDescriptor(target, key)?.value;
      const isNew = !Object.hasOwn(target, key);
      const defined = Reflect.defineProperty(target, key, descriptor);
      if (defined && typeof key === "string" && (isNew || !Object.is(before, descriptor.value))) observation.memberChanged(key);
      return defined;
    },
    deleteProperty(target, key) {
      const existed = Object.hasOwn(target, key);
      const deleted = Reflect.deleteProperty(target, key);
      if (deleted && existed && typeof key === "string") observation.memberChanged(key);
      return deleted;
    },
  };
}

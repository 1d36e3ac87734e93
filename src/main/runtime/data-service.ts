import "./symbol-metadata.ts";
import "./structured-clone.ts";
import { Observation } from "./observation.ts";
import { ObservingHandler } from "./observed.ts";

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
    const service = new Proxy<DataService>(this, new ObservingHandler(observation));
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

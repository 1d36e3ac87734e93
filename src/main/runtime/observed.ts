import { wholeObject, type Observation } from "./observation.ts";
import { observedArrayMethods } from "./observed-array-methods.ts";
import { isObservable, isProxy, proxyOf, unobserved } from "./observed-objects.ts";

/** A value as an author's code is to see it: an array or a plain object is seen through a proxy that notices changes; always the same one. */
export function observed<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || isProxy(value) || !isObservable(value)) return value;
  return proxyOf(value, (observation) =>
    Array.isArray(value) ? new ArrayHandler(observation) : new ObservingHandler(observation),
  ) as Value;
}

const arrayMethods = observedArrayMethods(observed);

/** A property that can't change has to be given as it is, says JavaScript: what is in a frozen object is not observed. */
function observedMember(target: object, key: string | symbol, value: unknown): unknown {
  const seen = observed(value);
  if (seen === value) return value;
  const descriptor = Object.getOwnPropertyDescriptor(target, key);
  const isFixed = descriptor?.configurable === false && descriptor.writable === false;
  return isFixed ? value : seen;
}

/** Notices who reads and who changes the members of a service or a plain object. What it holds is kept as itself, and given as observed. */
export class ObservingHandler implements ProxyHandler<object> {
  protected readonly observation: Observation;

  constructor(observation: Observation) {
    this.observation = observation;
  }

  get(target: object, key: string | symbol, receiver: unknown): unknown {
    if (typeof key === "string") this.observation.read(key);
    const value: unknown = Reflect.get(target, key, receiver);
    return typeof value === "object" && value !== null ? observedMember(target, key, value) : value;
  }

  has(target: object, key: string | symbol): boolean {
    if (typeof key === "string") this.observation.read(key);
    return Reflect.has(target, key);
  }

  ownKeys(target: object): (string | symbol)[] {
    this.observation.read(wholeObject);
    return Reflect.ownKeys(target);
  }

  set(target: object, key: string | symbol, value: unknown, receiver: unknown): boolean {
    const written = Reflect.set(target, key, value, receiver);
    // A data property comes back through `defineProperty`; here a setter ran, and may have changed what its getter reads in a #private field.
    if (written && typeof key === "string" && Object.getOwnPropertyDescriptor(target, key)?.writable === undefined)
      this.observation.changed(key);
    return written;
  }

  defineProperty(target: object, key: string | symbol, descriptor: PropertyDescriptor): boolean {
    const before = Object.getOwnPropertyDescriptor(target, key);
    const stored = "value" in descriptor ? { ...descriptor, value: unobserved<unknown>(descriptor.value) } : descriptor;
    const defined = Reflect.defineProperty(target, key, stored);
    const same = before !== undefined && "value" in stored && "value" in before && Object.is(before.value, stored.value);
    if (defined && !same && typeof key === "string") this.observation.changed(key);
    return defined;
  }

  deleteProperty(target: object, key: string | symbol): boolean {
    const existed = Object.hasOwn(target, key);
    const deleted = Reflect.deleteProperty(target, key);
    if (deleted && existed && typeof key === "string") this.observation.changed(key);
    return deleted;
  }
}

/** Notices the same of an array. Who reads one entry counts as a reader of all, so that reading many stays cheap. */
class ArrayHandler extends ObservingHandler {
  override get(target: unknown[], key: string | symbol, receiver: unknown): unknown {
    this.observation.read(wholeObject);
    if (typeof key === "string" && arrayMethods.has(key)) return arrayMethods.get(key);
    const value: unknown = Reflect.get(target, key, receiver);
    return typeof value === "object" && value !== null ? observedMember(target, key, value) : value;
  }

  override has(target: object, key: string | symbol): boolean {
    this.observation.read(wholeObject);
    return Reflect.has(target, key);
  }

  override set(target: unknown[], key: string | symbol, value: unknown, receiver: unknown): boolean {
    const owner: unknown = typeof receiver === "object" && receiver !== null ? unobserved(receiver) : receiver;
    if (owner !== target) return Reflect.set(target, key, value, receiver);
    return this.#edit(target, key, () => Reflect.set(target, key, unobserved(value)));
  }

  override defineProperty(target: unknown[], key: string | symbol, descriptor: PropertyDescriptor): boolean {
    const stored = "value" in descriptor ? { ...descriptor, value: unobserved<unknown>(descriptor.value) } : descriptor;
    return this.#edit(target, key, () => Reflect.defineProperty(target, key, stored));
  }

  #edit(target: unknown[], key: string | symbol, edit: () => boolean): boolean {
    const { length } = target;
    const had = Object.hasOwn(target, key);
    const before: unknown = Reflect.get(target, key);
    const done = edit();
    if (target.length !== length) this.observation.changed(wholeObject);
    else if (typeof key === "string" && !(had && Object.is(before, Reflect.get(target, key)))) this.observation.changed(key);
    return done;
  }
}

import { Observation } from "./observation.ts";

/** What is known of an array or plain object that is, or was, reached through a service. */
interface ObservedObject {
  readonly observation: Observation;
  /** Made when it is first reached through a service: serving alone needs none. */
  proxy: object | null;
}

/** By the object itself. */
const observedObjects = new WeakMap<object, ObservedObject>();
/** The object behind a proxy. */
const behindProxy = new WeakMap<object, object>();

/** Whether a value is an array or a plain object: what is observed deep inside. Instances of classes, subclasses of Array among them, are not. */
export function isObservable(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) ? prototype === Array.prototype : prototype === Object.prototype || prototype === null;
}

/** The array or plain object itself, where `value` is its proxy; any other value as it is. */
export function unobserved<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  return (behindProxy.get(value) as Value | undefined) ?? value;
}

/** Whether a value is the proxy of an array or plain object. */
export function isProxy(value: object): boolean {
  return behindProxy.has(value);
}

/** What is going on in an array or plain object, given as itself. */
export function observationOfContents(contents: object): Observation {
  return entryOf(contents).observation;
}

/** The one proxy of an array or plain object, given as itself. */
export function proxyOf(object: object, handlerFor: (observation: Observation) => ProxyHandler<object>): object {
  const entry = entryOf(object);
  if (entry.proxy !== null) return entry.proxy;
  const proxy = new Proxy(object, handlerFor(entry.observation));
  entry.proxy = proxy;
  behindProxy.set(proxy, object);
  return proxy;
}

function entryOf(object: object): ObservedObject {
  const known = observedObjects.get(object);
  if (known !== undefined) return known;
  const entry: ObservedObject = { observation: new Observation(), proxy: null };
  observedObjects.set(object, entry);
  return entry;
}

import { isObservable, unobserved } from "./observed-objects.ts";

const native = globalThis.structuredClone;

/**
 * V8 refuses to clone a proxy. What an author's code gets from a service clones all the same: the arrays and plain objects behind the proxies are what is
 * cloned. What is sent to a worker by `postMessage` has to be cloned first.
 */
globalThis.structuredClone = (value, options) => native(withoutProxies(value, new Map()), options);

/** The value, or a copy of it where it holds proxies; `copies` keeps an object that is met twice one and the same. */
function withoutProxies<Value>(value: Value, copies: Map<object, unknown>): Value;
function withoutProxies(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const object = unobserved(value);
  if (!isObservable(object)) return object;
  const known = copies.get(object);
  if (known !== undefined) return known;
  if (Array.isArray(object)) {
    const copy: unknown[] = new Array(object.length);
    copies.set(object, copy);
    for (const index of object.keys()) if (index in object) copy[index] = withoutProxies(object[index] as unknown, copies);
    return copy;
  }
  const copy: Record<string, unknown> = {};
  copies.set(object, copy);
  for (const [key, member] of Object.entries(object)) {
    Object.defineProperty(copy, key, {
      value: withoutProxies(member as unknown, copies),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}

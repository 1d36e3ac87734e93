/** The class that made an object, whatever the object's own attributes are called. */
export function classOf(value: object): { readonly name: string } {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== "object" || prototype === null) return Object;
  const { constructor: maker }: { constructor?: unknown } = prototype;
  return typeof maker === "function" ? maker : Object;
}

/** What a member of a service, or an entry of a list or dict, is itself, as far as it is an object that has entries of its own. No getter runs: what one gives is `null`. */
export function readMember(owner: unknown, name: string): unknown {
  return isObject(owner) && !isProperty(owner, name) ? Reflect.get(owner, name) : null;
}

/** Whether a getter or setter stands there. */
export function isProperty(owner: object, name: string): boolean {
  for (let holder: object | null = owner; holder !== null; holder = Reflect.getPrototypeOf(holder)) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, name);
    if (descriptor !== undefined) return descriptor.get !== undefined || descriptor.set !== undefined;
  }
  return false;
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

import { classOf } from "./class-of.ts";

/** What the comments in the source say of one class. */
export interface ClassDocumentation {
  /** Of the class itself. */
  readonly doc: string | null;
  /** Of its members by name. */
  readonly members: Readonly<Record<string, string>>;
}

/** What the source of the service in this process says of its classes, by their names. */
const classes = new Map<string, ClassDocumentation>();

/** Makes known what was read of a service's source; of an earlier one nothing is left. */
export function registerDocumentation(read: ReadonlyMap<string, ClassDocumentation>): void {
  classes.clear();
  for (const [name, documentation] of read) classes.set(name, documentation);
}

/** The JSDoc comment above a member of a service, or that of its base class where it has none; `null` if there is none. */
export function docOf(service: object, name: string): string | null {
  return inherited(service, ({ members }) => (Object.hasOwn(members, name) ? (members[name] ?? null) : null));
}

/** The JSDoc comment above the class of a service, or above the next base class that has one; `null` if there is none. */
export function docOfClass(service: object): string | null {
  return inherited(service, ({ doc }) => doc);
}

function inherited(service: object, find: (documentation: ClassDocumentation) => string | null): string | null {
  if (classes.size === 0) return null;
  for (let maker: unknown = classOf(service); typeof maker === "function"; maker = Object.getPrototypeOf(maker)) {
    const documentation = classes.get(maker.name);
    const found = documentation === undefined ? null : find(documentation);
    if (found !== null) return found;
  }
  return null;
}

import type { SerializedMethod } from "#shared/serialized.ts";

type Parameters = SerializedMethod["signature"]["parameters"];

/** Who may use a member, as TypeScript's modifiers say. */
export type MemberAccess = "public" | "protected" | "private";

/** What the source of a class says of one of its members, and JavaScript no longer knows when the class runs. */
export interface MemberSource {
  readonly access: MemberAccess;
  /** Declared `readonly`, or with a setter that is less public than its getter. */
  readonly readonly: boolean;
  /** As they are written; `null` where the member is no method. A bundler renames a parameter whose name is used elsewhere in the bundle. */
  readonly parameters: Parameters | null;
  /** Of a getter, the line in its file, from 1. */
  readonly line?: number;
}

/** What the source says of the members that a class itself declares, by name. */
export type ClassSource = ReadonlyMap<string, MemberSource>;

type Method = (...args: never[]) => unknown;

/** By the prototype of the class: two classes may have one name, and a class decorator may put another class in its place. */
const classSources = new WeakMap<object, ClassSource>();
/** By function: a decorator may have put another one in the method's place. */
const writtenParameters = new WeakMap<object, Parameters>();
/** Checks of methods whose class is being defined. */
const waitingChecks = new Map<Method, (parameters: Parameters) => void>();

/** The function that compiled classes call, by its name in the global scope. */
export const describeClassName = "$dasedeckClass";

/** What a class's source says, as text: each member's name with what is said of it, left out where it says nothing. */
export type ClassSourceText = readonly (readonly [name: string, said: Partial<MemberSource>])[];

/** Takes over what the source of a class says; called at the end of the class's definition, by code that the compiler adds to it. */
function describeClass(describedClass: { readonly prototype: object }, text: string): void {
  const members = new Map<string, MemberSource>();
  for (const [name, said] of JSON.parse(text) as ClassSourceText) {
    members.set(name, { access: "public", readonly: false, parameters: null, ...said });
  }
  const { prototype } = describedClass;
  classSources.set(prototype, members);
  known = new WeakMap();
  for (const [name, { parameters }] of members) {
    const method: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
    if (parameters !== null && typeof method === "function") writtenParameters.set(method, parameters);
  }
  for (const [method, check] of [...waitingChecks]) {
    const parameters = writtenParameters.get(method) ?? members.get(method.name)?.parameters ?? null;
    if (parameters === null) continue;
    waitingChecks.delete(method);
    check(parameters);
  }
}

Object.defineProperty(globalThis, describeClassName, { value: describeClass, configurable: true, writable: true });

/** The parameters of a method as its author wrote them; `null` where its source has not told. */
export function parametersInSource(method: object): Parameters | null {
  return writtenParameters.get(method) ?? null;
}

/**
 * Calls `check` with the written parameters of a method once its class is defined; decorators run before that. It is not called for a class whose source could not be
 * read.
 */
export function onceParametersAreKnown(method: Method, check: (parameters: Parameters) => void): void {
  waitingChecks.set(method, check);
}

/** By the prototype of an instance: asked for whenever a member changes. */
let known = new WeakMap<object, Map<string, MemberSource | null>>();

/** What the source says of a member of a service: the class nearest to the instance that declares the member decides. `null` where none tells. */
export function memberSourceOf(service: object, name: string): MemberSource | null {
  const prototype = Object.getPrototypeOf(service) as object;
  const members = known.get(prototype) ?? new Map<string, MemberSource | null>();
  known.set(prototype, members);
  let source = members.get(name);
  if (source === undefined) members.set(name, (source = findMemberSource(service, name)));
  return source;
}

function findMemberSource(service: object, name: string): MemberSource | null {
  for (let prototype: unknown = Object.getPrototypeOf(service); isObject(prototype); prototype = Object.getPrototypeOf(prototype)) {
    const member = classSources.get(prototype)?.get(name);
    if (member !== undefined) return member;
    // JavaScript that was not read, such as that of a package, declares it anew.
    if (!classSources.has(prototype) && Object.hasOwn(prototype, name)) return null;
  }
  return null;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

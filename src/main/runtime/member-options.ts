import "./symbol-metadata.ts";
import type { ValueDisplay } from "#shared/serialized.ts";
import { classOf } from "./class-of.ts";

/** How a written value is to be confirmed; see `@validateSet`. */
export interface ValidateSetOptions {
  /** How long to wait until the value reads as it was written, in seconds. */
  readonly timeoutSec: number;
  /** How far the value read may be from the one written; `null`: not at all. */
  readonly precision: number | null;
}

/** What the decorators at one member of a `DataService` say of it. */
export interface MemberOptions {
  readonly display?: ValueDisplay;
  /** What the member is, in place of the comment above it. */
  readonly description?: string;
  /** A number that is served as an integer, and takes nothing else. */
  readonly integer?: boolean;
  /** Not to be written from outside. */
  readonly readonly?: boolean;
  /** The names and values of an enum (`@choices`): the attribute holds one of the values. */
  readonly choices?: Readonly<Record<string, string | number>>;
  /** A method shown as a button. */
  readonly command?: boolean;
  readonly validateSet?: ValidateSetOptions;
  /** A property that is restored from the saved state. */
  readonly loadState?: boolean;
}

const none: MemberOptions = {};

/** Where a class's metadata keeps what the decorators of its own members say; that of its base class stays with the base class. */
const ownOptions = Symbol("memberOptions");
type OwnOptions = Map<string | symbol, MemberOptions>;

/** What the decorators at `name` say, those of base classes included; empty where there are none. */
export function memberOptionsOf(service: object, name: string): MemberOptions {
  let all = none;
  for (const metadata of metadataOf(service)) {
    const own = ownOptionsIn(metadata)?.get(name);
    if (own !== undefined) all = all === none ? own : merge(all, own);
  }
  return all;
}

/** Adds to what is said of a member of the class that is being defined. */
export function addMemberOptions(metadata: DecoratorMetadataObject, name: string | symbol, options: MemberOptions): void {
  let all = ownOptionsIn(metadata);
  if (all === null) {
    all = new Map();
    Object.defineProperty(metadata, ownOptions, { value: all });
  }
  all.set(name, merge(all.get(name) ?? none, options));
}

function merge(former: MemberOptions, later: MemberOptions): MemberOptions {
  const both = { ...former, ...later };
  return former.display && later.display ? { ...both, display: { ...former.display, ...later.display } } : both;
}

/** The metadata of an object's class and of its base classes, the base's first. */
function metadataOf(service: object): readonly object[] {
  const chain: object[] = [];
  let metadata: unknown = Reflect.get(classOf(service), Symbol.metadata);
  while (typeof metadata === "object" && metadata !== null) {
    chain.unshift(metadata);
    metadata = Object.getPrototypeOf(metadata);
  }
  return chain;
}

function ownOptionsIn(metadata: object): OwnOptions | null {
  return Object.hasOwn(metadata, ownOptions) ? (Reflect.get(metadata, ownOptions) as OwnOptions) : null;
}

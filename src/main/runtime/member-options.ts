import type { ValueDisplay } from "#shared/serialized.ts";

/** How a written value is to be confirmed; see `@validateSet`. */
export interface ValidateSetOptions {
  /** How long to wait until the value reads as it was written, in seconds. */
  readonly timeoutSec: number;
  /** How far the value read may be from the one written. */
  readonly precision: number | null;
}

/** What the decorators at one member of a `DataService` say of it. */
export interface MemberOptions {
  readonly display?: ValueDisplay;
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

/** What the decorators at `name` say, those of base classes included; empty where there are none. */
export function memberOptionsOf(_service: object, _name: string): MemberOptions {
  return none;
}

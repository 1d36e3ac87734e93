import type { ValueDisplay } from "#shared/serialized.ts";
import { memberSourceOf } from "./class-source.ts";
import { docOf } from "./documentation.ts";
import { memberOptionsOf, type MemberOptions } from "./member-options.ts";

/** What is said of a place beside its value. */
export interface PlaceFacts {
  readonly readonly: boolean;
  readonly doc: string | null;
  readonly options: MemberOptions;
}

const noOptions: MemberOptions = {};
/** Of a place of which nothing is said. */
export const noFacts: PlaceFacts = { readonly: false, doc: null, options: noOptions };
const plainReadonly: PlaceFacts = { readonly: true, doc: null, options: noOptions };

/**
 * What is said of a member of a service.
 *
 * @param isFixed - whether JavaScript itself keeps it from being written: a getter alone, a frozen object.
 */
export function factsOf(service: object, name: string, isFixed: boolean): PlaceFacts {
  const options = memberOptionsOf(service, name);
  const readonly = isFixed || options.readonly === true || memberSourceOf(service, name)?.readonly === true;
  const doc = options.description ?? docOf(service, name);
  // Most members have neither a decorator nor a comment: they share one object.
  return doc === null && Object.keys(options).length === 0 ? factsWithout(readonly) : { readonly, doc, options };
}

/** What is said of an entry: what its list or dict says of its values, but not the name and the order that are given to the whole, nor that the whole may be empty. */
export function factsOfEntry({ readonly, options }: PlaceFacts): PlaceFacts {
  if (options === noOptions) return factsWithout(readonly);
  const display = { ...options.display };
  delete display.label;
  delete display.displayOrder;
  delete display.nullable;
  const { integer = false, choices } = options;
  return { readonly, doc: null, options: { integer, ...(choices && { choices }), ...(Object.keys(display).length > 0 && { display }) } };
}

/** Whether the value may be set to empty (`@nullable`). */
export function isNullable({ options }: PlaceFacts): boolean {
  return options.display?.nullable !== undefined;
}

/** The same of a place that can't be written, or can after all. */
export function withReadonly(facts: PlaceFacts, readonly: boolean): PlaceFacts {
  if (facts.readonly === readonly) return facts;
  return facts.options === noOptions && facts.doc === null ? factsWithout(readonly) : { ...facts, readonly };
}

/** How the value wants to be shown; `undefined` where nothing is said. */
export function displayOf({ options }: PlaceFacts): ValueDisplay | undefined {
  return options.display;
}

function factsWithout(readonly: boolean): PlaceFacts {
  return readonly ? plainReadonly : noFacts;
}

import { isDeepStrictEqual } from "node:util";
import type { IsoTime } from "#shared/primitives.ts";
import { isContainer, type SerializedContainer, type SerializedObject } from "#shared/serialized.ts";
import type { Sliced } from "../../wire/sliced.ts";

/** How many parts are compared between two places where the work may be interrupted. */
const partsPerStep = 100;

interface Dated<Part extends SerializedObject> {
  readonly object: Part;
  /** Whether its value is what it was before. */
  readonly isSame: boolean;
}

/**
 * The object with the times at which its values became what they are: of those that have not changed, the times that were known. pydase forgets a property's
 * documentation with its first change, which stays.
 *
 * @param before - what was there; `null` where there was nothing
 */
export function* withChangedTimes<Part extends SerializedObject>(now: Part, before: SerializedObject | null, at: IsoTime): Sliced<Part> {
  return (yield* dated(now, before, at)).object;
}

function* dated<Part extends SerializedObject>(now: Part, before: SerializedObject | null, at: IsoTime): Sliced<Dated<Part>> {
  if (before === null) return { object: withTime(now, at), isSame: false };
  const isSameType = now.type === before.type;
  const object = { ...now, doc: now.doc ?? (isSameType ? before.doc : null) };
  if (!isContainer(object) || !isContainer(before)) {
    const isSame = isSameType && isDeepStrictEqual(object.value, before.value);
    return { object: withTime(object, isSame ? before.changed_at : at), isSame };
  }
  const areSame = yield* dateParts(object, isSameType ? before : null, at);
  const isSame = areSame && isSameType && Object.keys(object.value).length === Object.keys(before.value).length;
  return { object: withTime(object, isSame ? before.changed_at : at), isSame };
}

/** Gives the parts of a container their times, in the container itself; whether each was there before with the same value. */
function* dateParts(container: SerializedContainer, before: SerializedContainer | null, at: IsoTime): Sliced<boolean> {
  const parts = container.value as Record<string, SerializedObject>;
  const oldParts = (before?.value ?? {}) as Readonly<Record<string, SerializedObject>>;
  let areSame = true;
  for (const [index, name] of Object.keys(parts).entries()) {
    if (index % partsPerStep === 0) yield;
    const part = parts[name];
    if (part === undefined) continue;
    const old = Object.hasOwn(oldParts, name) ? oldParts[name] : undefined;
    const { object, isSame } = yield* dated(part, old ?? null, at);
    parts[name] = object;
    areSame &&= isSame;
  }
  return areSame;
}

/** What another deck says of it is as good as can be known. A service is none of its values, and has no such time. */
function withTime<Part extends SerializedObject>(object: Part, changedAt: IsoTime | undefined): Part {
  const isValue = !isContainer(object) || object.type === "list" || object.type === "dict";
  return changedAt === undefined || object.changed_at !== undefined || !isValue ? object : { ...object, changed_at: changedAt };
}

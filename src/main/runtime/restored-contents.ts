import { indexPath } from "#shared/access-path.ts";
import type { AttributeWrite } from "#shared/serialized.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import { ChoiceValue, choiceType } from "./choice.ts";
import { observed } from "./observed.ts";
import { checkSize, keyPathOf, leafValue, within } from "./parse-write.ts";
import { factsOfEntry, type PlaceFacts } from "./place-facts.ts";
import { isTaskPart, type Place, type ServedContainer } from "./served-container.ts";
import { ServedProperty } from "./served-property.ts";
import { typeError } from "./write-type-error.ts";

/**
 * Puts back all that a list or dict held. An author's code may have kept the very list, so that one is filled and not replaced, unless several places share it, each
 * of which had its own contents; what a getter gives goes to its setter.
 *
 * @param isShared - whether it is in several places
 * @throws AttributeWriteError with the reason, if something of it can't be there any more: nothing was changed then. What a setter throws is passed on as it is.
 */
export async function restoreContents(place: Place, part: ServedContainer, write: AttributeWrite, isShared: boolean): Promise<void> {
  if (write.type !== part.kind) throw typeError(place.path, part.kind, write.type);
  const value = collectionOf(write, { path: part.path, facts: part.entryFacts, choices: choicesIn(part) });
  if (place instanceof ServedProperty || isShared || !Object.isExtensible(part.contents)) await place.assign(value);
  else fill(part, value);
}

/** A value as a further entry that a list or dict had; checked like those of {@link restoreContents}. */
export function restoredEntry(write: AttributeWrite, container: ServedContainer, path: string): unknown {
  return valueOf(write, { path, facts: container.entryFacts, choices: choicesIn(container) });
}

/** The lists and dicts that are in more than one place of a tree. */
export function sharedContents(root: ServedContainer): ReadonlySet<object> {
  const found = new Set<object>();
  const shared = new Set<object>();
  const look = (container: ServedContainer): void => {
    for (const { part } of container.places()) {
      if (part === null || isTaskPart(part)) continue;
      if (found.has(part.contents)) shared.add(part.contents);
      found.add(part.contents);
      look(part);
    }
  };
  look(root);
  return shared;
}

function fill(part: ServedContainer, value: unknown[] | Record<string, unknown>): void {
  const contents = observed(part.contents);
  if (Array.isArray(contents)) {
    contents.splice(0, contents.length, ...(value as unknown[]));
    return;
  }
  for (const key of Object.keys(contents)) if (part.placeAt({ kind: "key", key })?.isServed === true) Reflect.deleteProperty(contents, key);
  Object.assign(contents, value);
}

interface RestoredPlace {
  readonly path: string;
  /** What is said of each entry. Which types are there says nothing: what a service puts into its own list is not checked either. */
  readonly facts: PlaceFacts;
  /** Values of choices, by which the names are known. */
  readonly choices: readonly ChoiceValue[];
}

function collectionOf(write: AttributeWrite & { type: "list" | "dict" }, place: RestoredPlace): unknown[] | Record<string, unknown> {
  const { path } = place;
  const entries = { ...place, facts: factsOfEntry(place.facts) };
  if (write.type === "list") {
    checkSize(write.value.length, path);
    return write.value.map((entry, index) => valueOf(entry, { ...entries, path: indexPath(path, index) }));
  }
  checkSize(Object.keys(write.value).length, path);
  return Object.fromEntries(
    Object.entries(write.value).map(([key, entry]) => [key, valueOf(entry, { ...entries, path: keyPathOf(path, key) })]),
  );
}

function valueOf(write: AttributeWrite, place: RestoredPlace): unknown {
  const { path, facts, choices } = place;
  const slot = { path, facts, present: undefined };
  const isInteger = facts.options.integer === true;
  switch (write.type) {
    case "list":
    case "dict":
      return collectionOf(write, place);
    case "NoneType":
      return null;
    case "int":
      return isInteger ? leafValue(write, slot) : within(slot, BigInt(write.value));
    case "float":
      // Who wrote the file may not have told whole numbers from others.
      return leafValue(isInteger && Number.isSafeInteger(write.value) ? { type: "int", value: Number(write.value) } : write, slot);
    case "Enum":
      return facts.options.choices === undefined ? choiceNamed(write, choices, path) : leafValue(write, slot);
    default:
      return leafValue(write, slot);
  }
}

function choiceNamed(write: AttributeWrite & { type: "Enum" }, choices: readonly ChoiceValue[], path: string): ChoiceValue {
  const [known] = choices;
  if (known === undefined) throw new AttributeWriteError(`${path} was the choice ${write.value}, and nothing there says of what`);
  return choiceType.parse(write, known);
}

function choicesIn(container: ServedContainer): ChoiceValue[] {
  return Array.from(container.places(), (place) => place.lastValue).filter((value): value is ChoiceValue => value instanceof ChoiceValue);
}

import type { AttributeWrite } from "#shared/serialized.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import type { Clock } from "./clock.ts";
import { findPlace, missingPlace, type Found } from "./find-place.ts";
import { observed } from "./observed.ts";
import { isNullable } from "./place-facts.ts";
import { newEntries, valueFor } from "./parse-write.ts";
import { meaningOfItsOwn } from "./reserved-name.ts";
import { restoreContents, restoredEntry } from "./restored-contents.ts";
import { isTaskPart, type Place, type ServedContainer } from "./served-container.ts";
import { untilSet } from "./validate-set.ts";

/** Who writes: someone outside, or the service's own past, to which nothing is read-only. */
export type Writer =
  | { readonly kind: "outside" }
  /** `shared`: the lists and dicts that are in several places. */
  | { readonly kind: "past"; readonly shared: ReadonlySet<object> };

/**
 * Writes a value to the place that a path leads to, and waits for its setter.
 *
 * @throws AttributeWriteError with the reason, if the write is refused: nothing was changed then. What a setter throws is passed on as it is.
 */
export async function writeAt(root: ServedContainer, path: string, write: AttributeWrite, writer: Writer, clock: Clock): Promise<void> {
  const found = findPlace(root, path);
  if (found.kind === "place") await writePlace(found.place, write, writer, clock);
  else if (!addEntry(found, path, write, writer))
    throw new AttributeWriteError(path === "" ? "This is a service; write its attributes instead" : missingPlace(found, root, path));
}

async function writePlace(place: Place, write: AttributeWrite, writer: Writer, clock: Clock): Promise<void> {
  const { part } = place;
  const isEmptied = write.type === "NoneType" && isNullable(place.facts);
  if (writer.kind === "past" && part !== null && !isTaskPart(part) && part.kind !== "service" && !isEmptied) {
    await restoreContents(place, part, write, writer.shared.has(part.contents));
    return;
  }
  const value = valueFor(write, place);
  if (place.facts.readonly && writer.kind === "outside") throw new AttributeWriteError(`${place.path} is read-only`);
  await place.assign(value);
  const { validateSet } = place.facts.options;
  if (validateSet !== undefined && writer.kind === "outside") await untilSet(place, value, validateSet, clock);
}

/** A dict takes new keys, as in pydase; whether this is one. */
function addEntry(found: Found, path: string, write: AttributeWrite, writer: Writer): boolean {
  if (found.kind !== "noPlace" || found.container.kind !== "dict" || found.step.kind !== "key") return false;
  const { container, step } = found;
  if (step.key === "__proto__") throw new AttributeWriteError(`${path} can't be set: ${meaningOfItsOwn}`);
  const places = [...container.places()];
  if (writer.kind === "outside" && (container.entryFacts.readonly || places.some(({ facts }) => facts.readonly)))
    throw new AttributeWriteError(`${container.path} is read-only`);
  const value = writer.kind === "past" ? restoredEntry(write, container, path) : newEntries(container)(write, path);
  if (!Reflect.set(observed(container.contents), step.key, value)) throw new AttributeWriteError(`${container.path} takes no new entries`);
  return true;
}

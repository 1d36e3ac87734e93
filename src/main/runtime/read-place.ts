import { parseAccessPath } from "#shared/access-path.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import { findPlace, missingPlace } from "./find-place.ts";
import { isTaskPart, type Place, type ServedContainer } from "./served-container.ts";

/**
 * What a path leads to, with every property on the way evaluated again: its getter may ask an instrument.
 *
 * @param settle - takes over what has changed so far.
 * @throws AttributeWriteError if it leads to nothing that has a value.
 */
export function readAt(root: ServedContainer, path: string, settle: () => void): SerializedObject {
  let container: ServedContainer | null = root;
  for (const step of parseAccessPath(path) ?? []) {
    const place: Place | undefined = container?.placeAt(step);
    if (place === undefined) break;
    place.readAnew();
    settle();
    const part: Place["part"] = place.part;
    container = part === null || isTaskPart(part) ? null : part;
  }
  const found = findPlace(root, path);
  if (found.kind !== "place") throw new AttributeWriteError(missingPlace(found, root, path));
  const object = found.place.serialize();
  if (object === null) throw new AttributeWriteError(`${path} has no value`);
  return object;
}

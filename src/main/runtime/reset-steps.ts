import { objectAt } from "#shared/mirror-tree.ts";
import type { AttributeWrite, SerializedDataService, SerializedObject } from "#shared/serialized.ts";
import type { Marks } from "#shared/service-channel.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import { writeOf } from "./saved-object.ts";

/** A value that its class's default takes the place of. */
export interface ResetStep {
  readonly path: string;
  readonly write: AttributeWrite;
}

/** What a class made of its service, before anything was restored. */
export interface ClassDefaults {
  readonly tree: SerializedDataService;
  /** Marks of all values that are restored after a restart, by path. */
  readonly restored: Marks;
}

/**
 * What puts a place back to what its class made it: one value, or all of a service that are restored after a restart and can be written. A property has a default
 * only where it is restored (`@loadState`): its setter gets what the getter gave when the service was made.
 *
 * @param now - what it serves now
 * @throws AttributeWriteError where there is no default, or the place can't be written
 */
export function resetSteps({ tree: defaults, restored }: ClassDefaults, now: SerializedDataService, path: string): ResetStep[] {
  const present = objectAt(now, path);
  if (present === null) throw new AttributeWriteError(`There is no attribute ${JSON.stringify(path)}`);
  if (present.type === "method") throw new AttributeWriteError(`${path} is a method; it has no value`);
  const initial = objectAt(defaults, path);
  if (initial === null) throw new AttributeWriteError(`${path} has no default: its class does not declare it`);
  if (initial.type === "DataService" || initial.type === "NumberSlider" || initial.type === "DeviceConnection") {
    return Object.values(initial.value).flatMap((member) => {
      const place = objectAt(now, member.full_access_path);
      const isLeft = place === null || place.readonly || place.type === "method" || place.type === "Image" || !hasDefault(place, restored);
      return isLeft ? [] : resetSteps({ tree: defaults, restored }, now, member.full_access_path);
    });
  }
  if (present.readonly) throw new AttributeWriteError(`${path} is read-only`);
  if (!hasDefault(present, restored)) {
    throw new AttributeWriteError(
      `${path} has no default: it is a property, whose value its getter gives; @loadState at its setter gives it one`,
    );
  }
  const write = writeOf(initial);
  if (write === null) throw new AttributeWriteError(`${path} holds services; reset what is in them instead`);
  return [{ path, write }];
}

/**
 * The class's defaults of values that can be put back to them.
 *
 * @param paths - the places that are asked for; those that can't be reset are left out
 */
export function defaultsAt({ tree, restored }: ClassDefaults, paths: readonly string[]): SerializedObject[] {
  return paths.flatMap((path) => {
    const initial = objectAt(tree, path);
    const isLeft = initial === null || initial.readonly || !hasDefault(initial, restored) || writeOf(initial) === null;
    return isLeft ? [] : [initial];
  });
}

/** What a getter gives is a default only where it is restored. */
function hasDefault({ computed, full_access_path: path }: SerializedObject, restored: Marks): boolean {
  return computed !== true || Object.hasOwn(restored, path);
}

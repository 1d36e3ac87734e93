import { objectAt } from "#shared/mirror-tree.ts";
import type { AttributeWrite, SerializedDataService } from "#shared/serialized.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import { writeOf } from "./saved-object.ts";

/** A value that its class's default takes the place of. */
export interface ResetStep {
  readonly path: string;
  readonly write: AttributeWrite;
}

/**
 * What puts a place back to what its class made it: one value, or all of a service that are restored after a restart and can be written.
 *
 * @param defaults - what the service served before anything was restored
 * @param now - what it serves now
 * @throws AttributeWriteError where there is no default, or the place can't be written
 */
export function resetSteps(defaults: SerializedDataService, now: SerializedDataService, path: string): ResetStep[] {
  const present = objectAt(now, path);
  if (present === null) throw new AttributeWriteError(`There is no attribute ${JSON.stringify(path)}`);
  if (present.type === "method") throw new AttributeWriteError(`${path} is a method; it has no value`);
  const initial = objectAt(defaults, path);
  if (initial === null) throw new AttributeWriteError(`${path} has no default: its class does not declare it`);
  if (initial.type === "DataService" || initial.type === "NumberSlider" || initial.type === "DeviceConnection") {
    return Object.values(initial.value).flatMap((member) => {
      const place = objectAt(now, member.full_access_path);
      const isLeft = place === null || place.readonly || place.computed === true || place.type === "method" || place.type === "Image";
      return isLeft ? [] : resetSteps(defaults, now, member.full_access_path);
    });
  }
  if (present.readonly) throw new AttributeWriteError(`${path} is read-only`);
  if (present.computed === true) throw new AttributeWriteError(`${path} has no default: it is a property, whose value its getter gives`);
  const write = writeOf(initial);
  if (write === null) throw new AttributeWriteError(`${path} holds services; reset what is in them instead`);
  return [{ path, write }];
}

import type { SerializedObject, SerializedSubtree } from "#shared/serialized.ts";
import { memberSourceOf } from "./class-source.ts";
import { isObject, isProperty } from "./live-member.ts";
import { memberOptionsOf } from "./member-options.ts";

/**
 * Whether a member of a service is restored after a restart: an attribute that can be written is, a property and what is read-only only where they say `@loadState`. What is
 * in a nested service is for that service's members to say.
 */
export function isRestored(service: unknown, { type }: SerializedSubtree, name: string, member: SerializedObject): boolean {
  // The limits of a slider are its service's, also when they have changed in its file; the value is the operator's.
  if (type === "NumberSlider" && ["value", "min", "max", "step_size"].includes(name)) return name === "value";
  if (!isObject(service)) return false;
  const { loadState = false, readonly = false } = memberOptionsOf(service, name);
  if (loadState) return true;
  if (isProperty(service, name)) return false;
  return holdsServices(member) || !(readonly || memberSourceOf(service, name)?.readonly === true);
}

/** Whether it is a service, or has one in it: that one can be used though its place is read-only. */
function holdsServices(object: SerializedObject): boolean {
  switch (object.type) {
    case "DataService":
    case "NumberSlider":
    case "DeviceConnection":
      return true;
    case "list":
      return object.value.some(holdsServices);
    case "dict":
      return Object.values(object.value).some(holdsServices);
    default:
      return false;
  }
}

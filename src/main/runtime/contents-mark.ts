import { createHash } from "node:crypto";
import type { AttributeWrite, SerializedList, SerializedDict, SerializedObject, SerializedSubtree } from "#shared/serialized.ts";
import type { Marks } from "#shared/service-channel.ts";
import { isProperty, readMember } from "./live-member.ts";
import { isRestored } from "./restored-member.ts";
import { writeOf } from "./saved-object.ts";

/** A short text that is the same for the same values, in whichever order a dict has its keys. */
export function markOf(write: AttributeWrite): string {
  return createHash("sha256")
    .update(JSON.stringify(inOneOrder(write)))
    .digest("hex")
    .slice(0, 16);
}

/**
 * All that a list or dict holds, as one write; `null` where that would not be all: where there are services, tasks or getters in it, or what can't be served.
 *
 * @param live - the list or dict itself; `null` where it is only known by what a getter gives.
 */
export function wholeContents(live: unknown, present: SerializedList | SerializedDict): AttributeWrite | null {
  return holdsMore(live, present) ? null : writeOf(present);
}

/**
 * Marks of the values in a service and below that are restored, by access path: of each value, of each list and dict that is a whole, and of a dict's entries.
 *
 * @param present - what the service serves before anything is restored: its defaults.
 */
export function defaultMarks(service: unknown, present: SerializedSubtree): Marks {
  return Object.fromEntries(memberMarks(service, present));
}

function* memberMarks(service: unknown, present: SerializedSubtree): Generator<[string, string]> {
  for (const [name, member] of Object.entries(present.value)) {
    if (isRestored(service, present, name, member)) yield* marksOf(readMember(service, name), member);
  }
}

function* marksOf(live: unknown, member: SerializedObject): Generator<[string, string]> {
  switch (member.type) {
    case "list":
    case "dict": {
      const whole = wholeContents(live, member);
      if (whole !== null) yield [member.full_access_path, markOf(whole)];
      if (whole !== null && member.type === "list") return;
      for (const [key, entry] of Object.entries<SerializedObject>(member.value)) yield* marksOf(readMember(live, key), entry);
      return;
    }
    case "DataService":
    case "NumberSlider":
    case "DeviceConnection":
      yield* memberMarks(live, member);
      return;
    default: {
      const write = writeOf(member);
      if (write !== null) yield [member.full_access_path, markOf(write)];
    }
  }
}

/** Whether an object has entries that are not served, or that a getter gives. */
function holdsMore(live: unknown, present: SerializedList | SerializedDict): boolean {
  if (typeof live !== "object" || live === null) return false;
  if (present.type === "dict" && Object.keys(live).some((key) => !Object.hasOwn(present.value, key) || isProperty(live, key))) return true;
  return Object.entries<SerializedObject>(present.value).some(
    ([key, entry]) => (entry.type === "list" || entry.type === "dict") && holdsMore(readMember(live, key), entry),
  );
}

function inOneOrder(write: AttributeWrite): unknown {
  if (write.type === "list") return [write.type, write.value.map(inOneOrder)];
  if (write.type !== "dict") return [write.type, write.value];
  const entries = Object.entries(write.value).map(([key, entry]) => [key, inOneOrder(entry)] as const);
  return [write.type, entries.sort(([one], [other]) => (one < other ? -1 : 1))];
}

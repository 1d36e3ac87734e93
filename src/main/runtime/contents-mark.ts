import { createHash } from "node:crypto";
import type { AttributeWrite, SerializedList, SerializedDict, SerializedObject, SerializedSubtree } from "#shared/serialized.ts";
import type { Marks } from "#shared/service-channel.ts";
import { isProperty, readMember } from "./live-member.ts";
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

/** What the lists and dicts in a service and below hold, by access path: of each that is a whole, and not of what is within it. */
export function contentsMarks(service: unknown, present: SerializedSubtree): Marks {
  return Object.fromEntries(marksIn(service, Object.entries(present.value)));
}

function* marksIn(owner: unknown, members: Iterable<readonly [string, SerializedObject]>): Generator<[string, string]> {
  for (const [name, member] of members) {
    const live = readMember(owner, name);
    switch (member.type) {
      case "list":
      case "dict": {
        const whole = wholeContents(live, member);
        if (whole !== null) yield [member.full_access_path, markOf(whole)];
        else yield* marksIn(live, Object.entries(member.value));
        break;
      }
      case "DataService":
      case "NumberSlider":
      case "DeviceConnection":
        yield* marksIn(live, Object.entries(member.value));
        break;
      default:
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

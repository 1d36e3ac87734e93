import type { Reading } from "./served-container.ts";
import { ServedMember } from "./served-member.ts";
import { Task } from "./task.ts";

/** A private member of a service as long as it holds a task: the task is supervised as all others are, and nothing else that is there is ever served. */
export class ServedPrivateTask extends ServedMember {
  override read(): Reading {
    const reading = super.read();
    if (reading.kind !== "value" || !(reading.value instanceof Task)) return { kind: "gone" };
    reading.value.isPrivate = true;
    return reading;
  }
}

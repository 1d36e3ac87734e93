import { CallError } from "#shared/api-definition.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import { methodOutcome } from "#shared/service-channel.ts";

/**
 * The value that a service process answered with; it is an author's to say, and is looked at first.
 *
 * @throws CallError with what was thrown instead
 */
export function methodResult(answer: unknown): SerializedObject {
  const outcome = methodOutcome.parse(answer);
  if (outcome.kind === "threw") throw new CallError(outcome.name, outcome.message);
  return outcome.value;
}

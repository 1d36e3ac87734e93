import * as z from "zod";
import { CallError } from "#shared/api-definition.ts";
import { serializedObject, type SerializedObject } from "#shared/serialized.ts";
import { methodOutcome, writeOutcome } from "#shared/service-channel.ts";

/**
 * The value that a service process answered. What it answers is an author's to say, and is looked at first.
 *
 * @throws CallError with what was thrown there.
 */
export function valueOf(answer: unknown): SerializedObject {
  const outcome = methodOutcome.parse(answer);
  if (outcome.kind === "threw") throw new CallError(outcome.name, outcome.message);
  return outcome.value;
}

/** The objects that a service process answered. */
export function objectsOf(answer: unknown): SerializedObject[] {
  return z.array(serializedObject).parse(answer);
}

/** @throws CallError with what refused the write that a service process answers of. */
export function checkWritten(answer: unknown): void {
  const outcome = writeOutcome.parse(answer);
  if (outcome.kind === "threw") throw new CallError(outcome.name, outcome.message);
}

import { CommandError } from "../exit-codes.ts";

/**
 * Waits for a promise, but only so long.
 *
 * @throws CommandError with what `whyLate` says
 */
export async function within<Value>(promise: Promise<Value>, timeoutSec: number, whyLate: () => Promise<string>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), timeoutSec * 1000);
  });
  const outcome = await Promise.race([promise.then((value) => ({ value })), late]);
  clearTimeout(timer);
  if (outcome === "late") throw new CommandError(await whyLate());
  return outcome.value;
}

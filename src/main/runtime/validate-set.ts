import { describeThrown } from "./error-report.ts";
import type { Place, Reading } from "./served-container.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import type { Clock } from "./clock.ts";
import type { ValidateSetOptions } from "./member-options.ts";
import { Quantity } from "./quantity.ts";

/** How often the value is read again; seconds. */
const rhythmSec = 0.02;

/**
 * Reads a property again and again until it has the value that was written.
 *
 * @throws AttributeWriteError if it has not within the time.
 */
export async function untilSet(place: Place, wanted: unknown, { timeoutSec, precision }: ValidateSetOptions, clock: Clock): Promise<void> {
  let reading: Reading;
  const endMs = clock.now().monotonicMs + timeoutSec * 1000;
  for (;;) {
    reading = place.readAnew();
    if (reading.kind === "value" && isReached(reading.value, wanted, precision)) return;
    if (clock.now().monotonicMs >= endMs) break;
    await new Promise<void>((resolve) => void clock.setTimer(rhythmSec, resolve));
  }
  throw new AttributeWriteError(`${place.path} was set, but did not become ${String(wanted)} within ${timeoutSec} s: ${spoken(reading)}`);
}

function spoken(reading: Reading): string {
  switch (reading.kind) {
    case "value":
      return `it reads ${String(reading.value)}`;
    case "threw":
      return `it can't be read: ${describeThrown(reading.error).message}`;
    default:
      return "it is gone";
  }
}

function isReached(value: unknown, wanted: unknown, precision: number | null): boolean {
  if (value instanceof Quantity && wanted instanceof Quantity)
    return isReached(Quantity.inUnitOf(value, wanted).magnitude, wanted.magnitude, precision);
  if (Object.is(value, wanted)) return true;
  return precision !== null && typeof value === "number" && typeof wanted === "number" && Math.abs(value - wanted) <= precision;
}

import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { StateKeeper } from "./state-keeper.ts";

/** How long writing all values may take, in seconds: a disk that does not answer must not hold up the end. */
const timeoutSec = 3;

/** Saves what is not yet safe; what takes too long is no longer waited for. */
export async function saveAll(keepers: Iterable<StateKeeper>, clock: Clock): Promise<void> {
  const saved = Promise.all(Array.from(keepers, (keeper) => keeper.save()));
  let deadline: Disposable | undefined;
  const late = new Promise<void>((resolve) => {
    deadline = clock.setTimer(timeoutSec, resolve);
  });
  await Promise.race([saved, late]);
  deadline?.dispose();
}

import type { Clock } from "#runtime/clock.ts";
import { describeThrown } from "#runtime/error-report.ts";
import { DisposableStore, toDisposable, type Disposable } from "#shared/disposable.ts";
import { bundleOutcome, type BundleOutcome } from "#shared/service-channel.ts";
import type { ServiceProcess } from "../fork-service.ts";
import { ServiceLink } from "../service-link.ts";

/**
 * Bundles a service file in a process of its own, which is killed afterwards: esbuild may crash, and the service's own process may be busy. Nothing of the file is
 * run, since the service that runs holds what its constructor would ask for.
 */
export class BundleTrial implements Disposable {
  /** Never rejects; stays open where the trial is disposed of. */
  readonly outcome: Promise<BundleOutcome>;
  readonly #owned = new DisposableStore();

  /** @param timeoutSec - how long it may take */
  constructor(file: string, process: ServiceProcess, clock: Clock, timeoutSec: number) {
    const nothing = (): void => undefined;
    const link = new ServiceLink(process, clock, {
      mayLoadFor: nothing,
      restoring: nothing,
      loaded: nothing,
      loadFailed: nothing,
      crashed: nothing,
      treeChanged: nothing,
      endedByTask: nothing,
      wrote: nothing,
      responsivenessChanged: nothing,
      usageChanged: nothing,
      silentFor: nothing,
      exited: nothing,
    });
    this.#owned.add(
      toDisposable(() => {
        link.dispose();
        link.kill();
      }),
    );
    this.outcome = new Promise((settle) => {
      const fail = (name: string, message: string): void =>
        settle({ error: { name, message, stack: null, location: null, at: clock.now().wall }, sources: {} });
      this.#owned.add(clock.setTimer(timeoutSec, () => fail("LoadError", `The file could not be bundled within ${timeoutSec} s`)));
      link.functions.tryBundle(file).then(
        (told) => settle(bundleOutcome.parse(told)),
        (error: unknown) => fail("LoadError", `The file could not be bundled: ${describeThrown(error).message}`),
      );
    });
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

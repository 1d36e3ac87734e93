import { setServiceParameters } from "#runtime/service-parameters.ts";

/** Parameters that hold until it is disposed of. */
export interface FakeParameters {
  dispose(): void;
  [Symbol.dispose](): void;
}

/**
 * Sets what `serviceParameters()` gives to services that the test makes from now on. Where a service file reads its parameters when it is imported, and not in its
 * class, call it before the import.
 *
 * @param parameters - by name, as texts, as they come from `--param`
 * @example
 * using parameters = fakeParameters({ port: "/dev/null", intervalSec: "0.1" });
 * await using running = await startService(new Sensor());
 */
export function fakeParameters(parameters: Readonly<Record<string, string>>): FakeParameters {
  const set = setServiceParameters(parameters);
  return {
    dispose: () => set.dispose(),
    [Symbol.dispose]: () => set.dispose(),
  };
}

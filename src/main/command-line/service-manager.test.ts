import { expect, it } from "vitest";
import { keepAliveIntervalMs, openServiceManager } from "./service-manager.ts";

it.each([
  ["60000000", "7", 20_000],
  ["60000000", undefined, 20_000],
  ["1", "7", 1],
  ["60000000", "8", null],
  [undefined, "7", null],
  ["", "7", null],
  ["soon", "7", null],
  ["0", "7", null],
])("a watchdog of %s µs that watches %s is told every %s ms by process 7", (micros, watched, interval) =>
  expect(keepAliveIntervalMs(micros, watched, 7)).toBe(interval),
);

it("leaves nothing in the environment for services, and says once that nobody can be told", async () => {
  const env: NodeJS.ProcessEnv = { NOTIFY_SOCKET: "/nowhere/notify.sock", WATCHDOG_USEC: "1000", WATCHDOG_PID: "1", LANG: "C" };
  const warnings: string[] = [];
  const manager = openServiceManager(env, (message) => warnings.push(message));
  expect(env).toEqual({ LANG: "C" });
  manager.ready("2 services");
  await manager.told();
  manager.stopping();
  await manager.told();
  manager.dispose();
  expect(warnings).toEqual([expect.stringContaining("systemd can't be told how the deck is")]);
});

it("does nothing where no service manager started it", async () => {
  const manager = openServiceManager({}, () => expect.unreachable());
  manager.ready("2 services");
  manager.stopping();
  await expect(manager.told()).resolves.toBeUndefined();
  manager.dispose();
});

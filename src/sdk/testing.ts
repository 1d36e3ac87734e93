/**
 * What `import … from "dasedeck/testing"` gives the test of a service file, under any test runner and without the app.
 *
 * - {@link fakeClock}: time that passes only when the test says so, so that an hour of restarts takes milliseconds.
 * - {@link fakeParameters}: what `serviceParameters()` gives.
 * - {@link runTask}: runs one task of a service under its supervisor.
 * - {@link startService}: starts a service with its autostart tasks, as the app does.
 *
 * @example
 * test("gives up after five restarts", async () => {
 *   using clock = fakeClock();
 *   await using task = await runTask(new AdvancedTaskService(), "criticalTask", { clock });
 *   await clock.advance(3600);
 *   assert.equal(task.state, "failed");
 *   assert.equal(task.snapshot().restarts, 5);
 * });
 *
 * @module
 */
export { fakeClock } from "../main/test-kit/fake-clock.ts";
export { fakeParameters } from "../main/test-kit/fake-parameters.ts";
export { runTask, startService } from "../main/test-kit/start-service.ts";
export type { FakeClock, FakeClockOptions } from "../main/test-kit/fake-clock.ts";
export type { FakeParameters } from "../main/test-kit/fake-parameters.ts";
export type { ServiceUnderTest, TaskName, TestOptions } from "../main/test-kit/start-service.ts";
export type { TaskUnderTest, UntilOptions } from "../main/test-kit/task-under-test.ts";
export type { TaskError, TaskSnapshot, TaskState } from "#runtime/author-task.ts";

import { userInfo } from "node:os";
import { expect } from "../fixtures/test.ts";
import { test } from "../fixtures/running-deck.ts";

/** One line that says what is wrong, and nothing of our own code. */
function refusal(reason: string): object {
  return { code: 1, stdout: "", stderr: expect.stringMatching(new RegExp(`^dasedeck: [^\\n]*${reason}[^\\n]*\\n$`)) as unknown };
}

test("tasks and services are started, stopped and restarted; the command waits until it is so, and the deck knows who it was", async ({
  deck,
}) => {
  await deck.serve("counter-service.ts");
  await expect.poll(async () => (await deck.ask("status")).stdout).toMatch(/running +countTicks/);

  expect(await deck.ask("stop", "counter-service.countTicks")).toEqual({
    code: 0,
    stdout: "counter-service.countTicks is inactive\n",
    stderr: "",
  });
  const { stdout } = await deck.ask("status", "counter-service.countTicks", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    state: "inactive",
    wanted: { wanted: "stopped", by: { kind: "client", name: `cli (${userInfo().username})` } },
  });
  expect(await deck.ask("start", "counter-service.countTicks")).toMatchObject({
    code: 0,
    stdout: "counter-service.countTicks is running\n",
  });
  expect(await deck.ask("start", "counter-service.countTicks")).toMatchObject({ code: 0 });
  expect(await deck.ask("restart", "counter-service.countTicks", "--json")).toMatchObject({ code: 0 });

  const pid = async (): Promise<number> => {
    const { stdout } = await deck.ask("status", "counter-service", "--json");
    return (JSON.parse(stdout) as { status: { pid: number } }).status.pid;
  };
  const before = await pid();
  expect(await deck.ask("restart", "counter-service")).toMatchObject({ code: 0, stdout: "counter-service is running\n" });
  expect(await pid()).not.toBe(before);
  const stopped = await deck.ask("stop", "counter-service", "--json");
  expect([stopped.code, JSON.parse(stopped.stdout)]).toEqual([0, { service: "counter-service", task: null, state: "stopped" }]);
  expect(await deck.ask("stop", "counter-service")).toMatchObject({ code: 0, stdout: "counter-service is stopped\n" });
  expect(await deck.ask("start", "counter-service.countTicks")).toEqual(refusal("is stopped: start it first"));
  expect(await deck.ask("start", "counter-service")).toMatchObject({ code: 0, stdout: "counter-service is running\n" });
});

test("what does not come about is said with its reason", async ({ deck }) => {
  await deck.serve("failing-task.ts", "stuck-service.ts", "throws-in-constructor.ts");
  await expect.poll(async () => (await deck.ask("status")).stdout).toMatch(/failed +throws[\s\S]*/);
  await expect.poll(async () => (await deck.ask("status")).stdout).toMatch(/running +holdOn/);

  expect(await deck.ask("start", "throws-in-constructor")).toEqual(
    refusal("failed \\(load-error\\): Error: No instrument at GPIB address 7; dasedeck status"),
  );
  expect(await deck.ask("start", "failing-task.failOnce")).toEqual(refusal("failed \\(exception\\): TypeError: The valve does not answer"));
  expect(await deck.ask("restart", "failing-task.failAndWait")).toEqual(
    refusal("failed: Error: The pump is dry; it is tried again by itself"),
  );
  expect(await deck.ask("stop", "stuck-service.holdOn")).toEqual(
    refusal("is stuck: its run does not end; use dasedeck restart stuck-service"),
  );
  expect(await deck.ask("start", "stuck-service.holdOn")).toEqual(refusal("can't be started"));
  expect(await deck.ask("restart", "stuck-service")).toMatchObject({ code: 0 });

  expect(await deck.ask("stop", "stuck-servic")).toEqual(
    refusal('there is no service named "stuck-servic"; did you mean stuck-service\\?'),
  );
  expect(await deck.ask("stop", "holdOn")).toEqual(refusal("did you mean stuck-service\\.holdOn\\?"));
  expect(await deck.ask("stop", "stuck-service.holdOff")).toEqual(refusal("did you mean stuck-service\\.holdOn\\?"));
  expect(await deck.ask("stop", "--force", "stuck-service.holdOn")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--force stuck-service"),
  });
});

test("a blocked service is not waited for longer than is asked, and can be ended", async ({ deck }) => {
  await deck.serve("blocks-in-task.ts");
  await expect.poll(async () => (await deck.ask("status")).stdout, { timeout: 20_000 }).toContain("not responding");

  expect(await deck.ask("stop", "blocks-in-task.spinForEver", "--timeout", "1.5")).toEqual(
    refusal("did not stop within 1\\.5 s: it is running, and its process does not respond; dasedeck stop --force blocks-in-task ends it"),
  );
  expect(await deck.ask("stop", "blocks-in-task.spinForEver", "--no-wait")).toMatchObject({
    code: 0,
    stdout: "blocks-in-task.spinForEver was asked to stop\n",
  });
  expect(await deck.ask("get", "blocks-in-task")).toMatchObject({ code: 0, stdout: "{}\n" });
  // A service that does not end by itself is killed once its time is up, which is longer than this waits.
  expect(await deck.ask("stop", "blocks-in-task", "--timeout", "1")).toEqual(refusal("did not stop within 1 s: it is stopping"));
  expect(await deck.ask("stop", "--force", "blocks-in-task")).toMatchObject({ code: 0, stdout: "blocks-in-task is stopped\n" });
});

import { expect } from "../fixtures/test.ts";
import { test } from "../fixtures/running-deck.ts";

test("status tells of every service and task in words, and of one in detail; it ends with 3 for what has failed", async ({ deck }) => {
  await deck.serve("counter-service.ts", "failing-task.ts", "throws-in-constructor.ts", "blocks-in-task.ts");
  await expect.poll(async () => (await deck.ask("status")).stdout, { timeout: 20_000 }).toContain("running, not responding");

  const { code, stdout, stderr } = await deck.ask("status");
  expect([code, stderr]).toEqual([0, ""]);
  const [head = "", , titles = ""] = stdout.split("\n");
  expect(head).toMatch(/^Dasedeck \S+ at http:\/\/127\.0\.0\.1:\d+: 4 services, 3 running, 1 failed$/);
  expect(titles).toMatch(/^STATE +NAME +SINCE +RESTARTS +NEXT RESTART +LAST ERROR$/);
  for (const row of [
    /^running +counter-service +\d+ s +0$/m,
    /^running +countTicks +\d+ s +0$/m,
    /^failed +failOnce +\d+ s +0 +TypeError: The valve does not answer$/m,
    /^restarting +failAndWait +\d+ s +0 +\d+\.\d s +Error: The pump is dry$/m,
    /^failed +throws-in-constructor +\d+ s +0 +load-error: Error: No instrument at GPIB address 7$/m,
    /^running, not responding +blocks-in-task +\d+ s +0$/m,
  ]) {
    expect(stdout).toMatch(row);
  }
  // Not through a pipe: neither colours nor cut lines.
  expect(stdout).not.toContain("\u001B");

  const healthy = await deck.ask("status", "counter-service");
  expect(healthy.code).toBe(0);
  expect(healthy.stdout).toMatch(/^counter-service: Counter Service\n[\s\S]*file +\/.*counter-service\.ts\n[\s\S]*process +\d+, \d+ MiB/);

  const failed = await deck.ask("status", "throws-in-constructor");
  expect([failed.code, failed.stderr]).toEqual([3, ""]);
  expect(failed.stdout).toMatch(
    /last error +load-error: Error: No instrument[^\n]*\n +at new ThrowsInConstructor \(.*throws-in-constructor\.ts:6:/,
  );

  expect(await deck.ask("status", "failing-task")).toMatchObject({ code: 0 });
  expect(await deck.ask("status", "failing-task.failOnce")).toMatchObject({
    code: 3,
    stdout: expect.stringMatching(/runs +1, 1 failed/),
  });
  expect(await deck.ask("status", "failing-task.failAndWait")).toMatchObject({ code: 0 });
});

test("status --json is one value, of all or of one", async ({ deck }) => {
  await deck.serve("failing-task.ts");
  const json = async (...args: string[]): Promise<unknown> => JSON.parse((await deck.ask("status", ...args, "--json")).stdout) as unknown;
  await expect
    .poll(() => json())
    .toMatchObject({
      url: deck.url.replace(/\/$/, ""),
      version: expect.any(String),
      takenAt: expect.stringMatching(/^\d{4}-.*Z$/),
      services: [
        {
          id: "failing-task",
          stale: false,
          status: { state: "running", responsive: true },
          tasks: { failOnce: { state: "failed", failureReason: "exception" }, failAndWait: { state: "restarting" } },
        },
      ],
    });
  expect(await json("failing-task")).toMatchObject({ id: "failing-task", output: [] });
  expect(await json("failing-task.failOnce")).toMatchObject({
    service: "failing-task",
    path: "failOnce",
    lastError: { name: "TypeError" },
  });
});

test("a terminal has colours and lines that fit, and NO_COLOR is respected", async ({ deck, shellLine }) => {
  await deck.serve("failing-task.ts");
  await expect.poll(async () => (await deck.ask("status")).stdout).toContain("The valve");
  // `script` makes a terminal for a program.
  const onTerminal = (env = ""): Promise<{ stdout: string }> =>
    shellLine(
      `export -f dasedeck; env -u NO_COLOR -u FORCE_COLOR TERM=xterm SHELL=/bin/bash ${env} script -qec 'stty cols 70; dasedeck status' /dev/null`,
    );
  const coloured = (await onTerminal()).stdout;
  const red = (text: string): string => `\u001B[31m${text}\u001B[0m`;
  expect(coloured).toContain(`${red("failed")}        failOnce `);
  expect(coloured).toMatch(/TypeError.*…/);
  const plain = (await onTerminal("NO_COLOR=1")).stdout;
  expect(plain).not.toContain("\u001B");
  expect(plain).toMatch(/^failed +failOnce .*TypeError.*…\r$/m);
  for (const line of plain.split("\r\n")) if (!line.startsWith("Dasedeck")) expect(line.length).toBeLessThanOrEqual(70);
});

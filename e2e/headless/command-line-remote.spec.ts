import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test as remoteTest } from "../fixtures/elsewhere.ts";
import { addToken } from "../fixtures/guarded.ts";
import { serviceFile } from "../fixtures/places.ts";
import { RunningDeck } from "../fixtures/running-deck.ts";
import { expect } from "../fixtures/test.ts";

const test = remoteTest.extend<{ readonly deck: RunningDeck }>({
  deck: ({ dasedeck, dataDir }, use) => use(new RunningDeck(dasedeck, dataDir)),
});

test("a service that runs elsewhere is connected, told of, commanded and forgotten from the command line", async ({ deck, elsewhere }) => {
  await elsewhere.serve("scalar-service.ts");
  await deck.serve("counter-service.ts");
  const address = elsewhere.address("scalar-service");
  expect(await deck.ask("remote add", address, "--name", "Far away", "--json")).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/"far-away"/),
  });
  await expect.poll(async () => (await deck.ask("status", "far-away")).stdout).toMatch(/state +connected for/);
  expect((await deck.ask("remote list")).stdout).toBe(`far-away: ${address}, connected\n`);

  expect(await deck.ask("start", "far-away.changeVoltage")).toMatchObject({ code: 0, stdout: "far-away.changeVoltage is running\n" });
  expect(await deck.ask("set", "far-away.label", "from here")).toMatchObject({ code: 0, stdout: "from here\n" });
  expect((await elsewhere.ask("get", "scalar-service.label")).stdout).toBe("from here\n");
  const task = await deck.ask("status", "far-away.changeVoltage");
  expect(task.stdout).toMatch(/runs +not reported/);
  expect(await deck.ask("stop", "far-away")).toMatchObject({ code: 0, stdout: "far-away is disconnected\n" });
  expect(await deck.ask("set", "far-away.label", "again")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("connect first"),
  });
  expect(await deck.ask("start", "far-away")).toMatchObject({ code: 0, stdout: "far-away is connected\n" });

  expect(await deck.ask("remote remove", "counter-service")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("not a remote one"),
  });
  expect(await deck.ask("remote remove", "far-away")).toMatchObject({ code: 0, stdout: "far-away is no longer on the deck\n" });
  expect((await deck.ask("remote list", "--json")).stdout.trim()).toBe("[]");
});

test("an address that is none, a token in it and one that is refused are each said in one line", async ({ deck, dasedeck, folder }) => {
  await deck.serve("counter-service.ts");
  expect(await deck.ask("remote add", "ftp://labpc")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^dasedeck: .*is no address of a service.*\n$/),
  });
  const withToken = await deck.ask("remote add", "ws://:dd_secret@labpc");
  expect(withToken).toMatchObject({ code: 2, stderr: expect.stringContaining("--remote-token-file") });
  expect(withToken.stderr).not.toContain("dd_secret");

  const guardedData = join(folder, "guarded");
  const token = await addToken(dasedeck, guardedData, "deck", "control");
  const guarded = dasedeck("serve", serviceFile("scalar-service.ts"), "--host", "0.0.0.0", "--port", "0", "--data-dir", guardedData);
  const address = `ws://127.0.0.1:${new URL(await guarded.address()).port}/scalar-service`;
  await deck.ask("remote add", address, "--name", "guarded");
  await expect.poll(async () => (await deck.ask("status", "guarded")).stdout).toMatch(/last error +ConnectionError: .*needs a token/);
  expect(await deck.ask("start", "guarded")).toMatchObject({ code: 1, stderr: expect.stringContaining("needs a token") });
  await deck.ask("remote remove", "guarded");
  const file = join(folder, "guarded.token");
  await writeFile(file, `${token}\n`);
  await deck.ask("remote add", address, "--name", "guarded", "--remote-token-file", file);
  await expect.poll(async () => (await deck.ask("status", "guarded")).stdout).toMatch(/state +connected/);
});

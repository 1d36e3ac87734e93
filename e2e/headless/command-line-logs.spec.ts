import { kill } from "../fixtures/processes.ts";
import { expect } from "../fixtures/test.ts";
import { test } from "../fixtures/running-deck.ts";

/** Writes a line whenever it is told to. */
const teller = `import { DataService } from "dasedeck";
export default class Teller extends DataService {
  get line() { return ""; }
  set line(text: string) { console.log(text); }
  get flood() { return 0; }
  set flood(count: number) { for (let line = 1; line <= count; line++) console.log("line " + line + " " + "x".repeat(50)); }
}
`;

test("logs print the last lines with time and service", async ({ deck, files }) => {
  await deck.serve("talkative-service.ts", await files.write("teller.ts", teller));
  await expect.poll(async () => (await deck.ask("logs")).stdout).toContain("lens is dusty");
  await deck.ask("set", "teller.line", "\u001B[31mred\u001B[0m \u001B]0;title\u0007");

  const { code, stdout } = await deck.ask("logs");
  expect(code).toBe(0);
  for (const line of [
    /talkative-service {2}\[process \d+ started\]/,
    /talkative-service {2}warming up/,
    /talkative-service {2}lens is dusty/,
  ])
    expect(stdout).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} {2}${line.source}$`, "m"));
  expect(stdout).toContain("teller  red ⟨U+001B⟩]0;title⟨U+0007⟩\n");
  expect((await deck.ask("logs", "teller")).stdout).not.toContain("talkative");
  expect((await deck.ask("logs", "-n", "1")).stdout).toMatch(/^[^\n]*teller {2}red[^\n]*\n$/);
  expect((await deck.ask("logs", "--lines", "0")).stdout).toBe("");
  const entries = JSON.parse((await deck.ask("logs", "talkative-service", "--json")).stdout) as unknown[];
  expect(entries).toContainEqual({
    service: "talkative-service",
    at: expect.any(String) as unknown,
    stream: "stderr",
    text: "lens is dusty",
  });
  expect(await deck.ask("logs", "talkativ-service")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("did you mean talkative-service?"),
  });
});

test("logs -f go on until Ctrl+C, also after the deck was away", async ({ deck, files }) => {
  const file = await files.write("teller.ts", teller);
  await deck.serve(file);
  await expect.poll(async () => (await deck.ask("set", "teller.line", "before")).code).toBe(0);
  const follower = deck.begin("logs", "-f", "teller", "--json");
  await follower.written(/"before"/);
  await deck.ask("set", "teller.line", "live");
  await follower.written(/"live"/);

  kill(deck.program?.pid ?? 0);
  await follower.written(/the connection to the deck is lost; waiting for it to be back/);
  await deck.program?.ended;
  await deck.serve(file);
  await follower.written(/the deck is back/);
  await expect.poll(async () => (await deck.ask("set", "teller.line", "again")).code).toBe(0);
  await follower.written(/"again"/);

  follower.signal("SIGINT");
  expect(await follower.ended).toEqual({ code: 0, signal: null });
  const lines = follower.stdout.trim().split("\n");
  const texts = lines.map((line) => (JSON.parse(line) as { text: string }).text).filter((text) => !text.startsWith("process "));
  expect(texts).toEqual(["before", "live", "again"]);
});

test("logs -f end quietly when their reader has seen enough", async ({ deck, shellLine, files }) => {
  await deck.serve(await files.write("teller.ts", teller));
  await expect.poll(async () => (await deck.ask("set", "teller.line", "first")).code).toBe(0);
  const reading = shellLine("dasedeck logs -f | head -n 3");
  const outcome = await Promise.race([
    reading,
    (async () => {
      // `head` ends with the third line; the next one meets a closed pipe.
      await expect
        .poll(async () => (await deck.ask("set", "teller.line", "more")).code === 0 && (await isOver(reading)), { timeout: 20_000 })
        .toBe(true);
      return await reading;
    })(),
  ]);
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  expect(outcome.stdout).toMatch(/first[\s\S]*more/);
});

test("a flood is followed to its last line", async ({ deck, files }) => {
  await deck.serve(await files.write("teller.ts", teller));
  await expect.poll(async () => (await deck.ask("set", "teller.line", "first")).code).toBe(0);
  const follower = deck.begin("logs", "-f");
  await follower.written(/first/);
  await deck.ask("set", "teller.flood", "50000");
  await deck.ask("set", "teller.line", "the end");
  await follower.written(/teller {2}the end/);
  expect(follower.stdout).toContain("line 50000 ");
  follower.signal("SIGINT");
  expect(await follower.ended).toEqual({ code: 0, signal: null });
});

async function isOver(promise: Promise<unknown>): Promise<boolean> {
  return await Promise.race([promise.then(() => true), Promise.resolve(false)]);
}

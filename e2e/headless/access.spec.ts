import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DeckPage } from "../fixtures/deck-page.ts";
import { addToken, LogInPage } from "../fixtures/guarded.ts";
import { expectHint } from "../fixtures/hint.ts";
import { serviceFile } from "../fixtures/places.ts";
import { expect, test } from "../fixtures/test.ts";
import { violations } from "../fixtures/violations.ts";

const counter = serviceFile("counter-service.ts");

test("a page beyond this computer asks for a token, and works as its role allows", async ({ dasedeck, dataDir, launchBrowser }) => {
  const view = await addToken(dasedeck, dataDir, "onlooker", "view");
  const control = await addToken(dasedeck, dataDir, "ana", "control");
  const served = dasedeck("serve", counter, "--host", "0.0.0.0", "--port", "0", "--data-dir", dataDir);
  const url = await served.address();
  expect(served.stderr).toMatch(/^dasedeck: tokens and values travel in the clear[^\n]*--tls-cert[^\n]*\n$/);

  const context = await (await launchBrowser()).newContext();
  const page = await context.newPage();
  await page.goto(url);
  const logIn = new LogInPage(page);
  await expect(logIn.heading).toBeVisible();
  await expect(logIn.field).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await logIn.logIn("dd_wrong");
  await expect(logIn.problem).toHaveText("This deck does not know the token");
  expect(await violations(page)).toEqual([]);

  const deck = new DeckPage(page);
  await logIn.logIn(view);
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(page.getByRole("contentinfo")).toContainText("Token onlooker, view only");
  expect(await violations(page)).toEqual([]);
  const stop = deck.button("countTicks", "Stop");
  await expect(stop).toHaveAttribute("aria-disabled", "true");
  await expectHint(stop, page.getByRole("tooltip", { name: "View only: the token onlooker does not allow changes" }));
  const details = await deck.openDetails("Counter Service");
  await details.expectToMove("ticks");
  await expect(details.field("ticks")).not.toBeEditable();

  // The tab goes on with its token; another one does not know it.
  await page.reload();
  await expect(deck.state("countTicks")).toHaveText("running");
  const other = await context.newPage();
  await other.goto(url);
  await expect(new LogInPage(other).heading).toBeVisible();

  await page.getByRole("button", { name: "Log out" }).click();
  await expect(logIn.heading).toBeVisible();
  await expect(logIn.problem).toBeHidden();
  await logIn.logIn(control);
  await deck.act("Stop", "countTicks");
  await expect(deck.state("countTicks")).toHaveText("inactive");
  await expect(deck.row("countTicks")).toContainText("ana");

  const revoking = dasedeck("token", "revoke", "ana", "--data-dir", dataDir);
  expect((await revoking.ended).code).toBe(0);
  await expect(logIn.heading).toBeVisible();
  await expect(logIn.problem).toHaveText("This deck does not know the token");
  await context.close();
});

test("a page of a deck on this computer asks for nothing", async ({ openServed }) => {
  const { deck, page } = await openServed({ files: [counter] });
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(page.getByRole("button", { name: "Log out" })).toHaveCount(0);
});

test("tokens are made, listed and revoked, and shown once", async ({ dasedeck, dataDir }) => {
  const token = await addToken(dasedeck, dataDir, "ana", "control");
  expect(token).toMatch(/^dd_[\w-]{43}$/);
  await addToken(dasedeck, dataDir, "onlooker", "view");
  const run = async (...args: string[]): Promise<string> => {
    const program = dasedeck("token", ...args, "--data-dir", dataDir);
    const { code } = await program.ended;
    return `${String(code)} ${program.stdout}${program.stderr}`;
  };
  expect(await run("list")).toMatch(/^0 ana {7}control {2}\S+Z\nonlooker {2}view {5}\S+Z\n$/);
  expect(await run("list")).not.toContain(token);
  expect(await run("add", "ana")).toBe("1 dasedeck: there is a token named ana already; revoke it first, or choose another name\n");
  expect(await run("add", "a b")).toMatch(/^2 dasedeck: "a b" can't be the name: .*\n$/);
  expect(await run("add", "ben", "--role", "admin")).toMatch(/^2 dasedeck: .*view, control.*\n$/);
  expect(await run("revoke", "ben")).toMatch(/^1 dasedeck: there is no token named ben; .*\n$/);
  expect(await run("revoke", "ana")).toBe("0 Token ana is revoked\n");
  expect(await run("list")).toMatch(/^0 onlooker[^\n]*\n$/);
});

const refused: { what: string; args: (folder: string) => string[]; code: number; says: RegExp }[] = [
  {
    what: "an address beyond this computer while nobody has a token",
    args: () => ["--host", "0.0.0.0"],
    code: 1,
    says: /--host 0\.0\.0\.0 can be reached from other computers, and nobody has a token: .*dasedeck token add NAME --data-dir /,
  },
  {
    what: "a token file that is not there",
    args: (folder) => ["--token-file", join(folder, "none")],
    code: 1,
    says: /token file .*none can't be read/,
  },
  {
    what: "a token file in which nothing is understood",
    args: (folder) => ["--token-file", join(folder, "tokens.txt")],
    code: 1,
    says: /tokens\.txt, line 1: the role has to be view or control\n.*nobody has a token: write a line/,
  },
  { what: "a certificate without its key", args: () => ["--tls-cert", "cert.pem"], code: 2, says: /--tls-cert and --tls-key go together/ },
  {
    what: "what is no certificate",
    args: (folder) => ["--tls-cert", join(folder, "tokens.txt"), "--tls-key", join(folder, "tokens.txt")],
    code: 1,
    says: /tokens\.txt holds no certificate; it has to be in PEM/,
  },
];
for (const { what, args, code, says } of refused) {
  test(`serve does not start with ${what}, and says so in a line`, async ({ dasedeck, dataDir, folder }) => {
    await writeFile(join(folder, "tokens.txt"), "ana boss aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", { mode: 0o600 });
    const program = dasedeck("serve", counter, "--port", "0", "--data-dir", dataDir, ...args(folder));
    expect((await program.ended).code).toBe(code);
    expect(program.stderr).toMatch(says);
    expect(
      program.stderr
        .trimEnd()
        .split("\n")
        .every((line) => line.startsWith("dasedeck: ")),
    ).toBe(true);
    expect(program.stdout).toBe("");
  });
}

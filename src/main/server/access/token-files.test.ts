import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { parseTokenFile } from "./listed-tokens.ts";
import { StoredTokens } from "./stored-tokens.ts";
import { findToken, sha256Of } from "./token.ts";
import { Tokens, tokensOfDataDir, tokensOfFile } from "./tokens.ts";

let folder: string;
let warnings: string[];
const warn = (message: string): void => void warnings.push(message);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-tokens-"));
  warnings = [];
});

afterEach(() => rm(folder, { recursive: true }));

it("keeps of a token only its hash, in a file for its owner alone, and no backup of it", async () => {
  const stored = new StoredTokens(folder);
  const token = await stored.add("ana", "control", warn);
  const other = await stored.add("ben", "view", warn);
  // 256 bits, as base64 after the mark.
  expect(token).toMatch(/^dd_[\w-]{43}$/);
  expect(other).not.toBe(token);
  const text = await readFile(stored.path, "utf8");
  expect(text).not.toContain(token);
  expect((await stat(stored.path)).mode & 0o777).toBe(0o600);
  expect(findToken(await stored.read(), token)).toMatchObject({ name: "ana", role: "control" });
  expect(findToken(await stored.read(), `${token} `)).toBeNull();
  await stored.revoke("ana", warn);
  expect(findToken(await stored.read(), token)).toBeNull();
  expect(await readdir(folder)).toEqual(["tokens.json"]);
  // Whoever removes the file shuts everyone out.
  await rm(stored.path);
  expect(await stored.read()).toEqual([]);
  expect(warnings).toEqual([]);
});

it("refuses a second token of the same name, and to revoke one that is not there", async () => {
  const stored = new StoredTokens(folder);
  await stored.add("ana", "view", warn);
  await expect(stored.add("ana", "control", warn)).rejects.toThrow("already");
  await expect(stored.revoke("ben", warn)).rejects.toThrow("no token named ben");
});

it("sets a damaged file of the data folder aside with a warning, and lets nobody in", async () => {
  await writeFile(join(folder, "tokens.json"), "{");
  const tokens = await Tokens.open(tokensOfDataDir(folder), warn);
  expect(tokens.isEmpty).toBe(true);
  expect(warnings).toEqual([expect.stringMatching(/tokens\.json.*make new ones with dasedeck token add NAME/)]);
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^tokens\.json\..+/)]);
  tokens.dispose();
});

it("does not open with an administrator's file that can't be read, and leaves it alone", async () => {
  const path = join(folder, "tokens.txt");
  await expect(Tokens.open(tokensOfFile(path, warn), warn)).rejects.toThrow("can't be read");
  expect(await readdir(folder)).toEqual([]);
});

it("reads a line for each token, and tells of those that say nothing", () => {
  const long = "a".repeat(32);
  const { tokens, problems } = parseTokenFile(
    [
      "# those of the lab",
      "",
      `ana control ${long}`,
      `ben view sha256:${sha256Of("secret")}`,
      "one",
      "a/b view x",
      `cid admin ${long}`,
      `ana view ${long}`,
      "dan view short",
      "eve view sha256:12",
      `fin view ${long} x`,
    ].join("\r\n"),
  );
  expect(tokens).toEqual([
    { name: "ana", role: "control", sha256: sha256Of(long) },
    { name: "ben", role: "view", sha256: sha256Of("secret") },
  ]);
  expect(problems.map((problem) => problem.split(":")[0])).toEqual([5, 6, 7, 8, 9, 10, 11].map((line) => `line ${line}`));
  expect(problems.join()).not.toContain(long);
});

it("takes up what becomes of an administrator's file, and lets nobody in while there is none", async () => {
  const path = join(folder, "tokens.txt");
  const [first, second] = ["a".repeat(32), "b".repeat(32)] as const;
  await writeFile(path, `ana view ${first}`, { mode: 0o600 });
  const tokens = await Tokens.open(tokensOfFile(path, warn), warn);
  const ana = tokens.find(first);
  if (ana === null) throw new Error("ana is not let in");
  expect(tokens.isValid(ana)).toBe(true);
  await writeFile(path, `ana control ${first}\nben view ${second}`);
  await vi.waitFor(() => expect(tokens.find(second)).toMatchObject({ name: "ben" }), { timeout: 5000 });
  // Another role is another right: who has come with the former one comes again.
  expect(tokens.isValid(ana)).toBe(false);
  await rm(path);
  await vi.waitFor(() => expect(tokens.isEmpty).toBe(true), { timeout: 5000 });
  expect(warnings).toEqual([expect.stringMatching(/tokens\.txt can't be read: .*; until then nobody gets in/)]);
  await writeFile(path, `ben view ${second}`, { mode: 0o604 });
  await vi.waitFor(() => expect(tokens.find(second)).not.toBeNull(), { timeout: 5000 });
  expect(warnings.at(-1)).toContain("anyone on this computer may read it");
  tokens.dispose();
});

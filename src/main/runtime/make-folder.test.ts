import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeFolder } from "./make-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-folder-"));
});

afterEach(() => rm(folder, { recursive: true }));

it("makes what is missing, and leaves what is there", async () => {
  const path = join(folder, "a/b/c");
  await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(folder, "a/b/d"))]);
  await writeFile(join(path, "mine"), "");
  await makeFolder(path);
  await makeFolder(parse(path).root);
  expect(existsSync(join(path, "mine"))).toBe(true);
});

it.skipIf(process.platform === "win32")("makes them for whom they are meant", async () => {
  await makeFolder(join(folder, "a/b"), 0o700);
  for (const path of ["a", "a/b"]) expect((await stat(join(folder, path))).mode & 0o777).toBe(0o700);
});

it("says what is in the way", async () => {
  await writeFile(join(folder, "file"), "");
  await symlink(join(folder, "nowhere"), join(folder, "link"));
  await expect(makeFolder(join(folder, "file"))).rejects.toThrow("EEXIST");
  await expect(makeFolder(join(folder, "file/below"))).rejects.toThrow("ENOTDIR");
  await expect(makeFolder(join(folder, "link"))).rejects.toThrow("EEXIST");
  await expect(makeFolder(join(folder, "link/below"))).rejects.toThrow("EEXIST");
});

it.skipIf(!existsSync("/proc/self"))("says so where nothing can be made, such as in Linux's /proc", { timeout: 5000 }, async () => {
  for (const path of ["/proc/dasedeck", "/proc/dasedeck/below", "/proc/self/dasedeck"])
    await expect(makeFolder(path)).rejects.toThrow("ENOENT");
});

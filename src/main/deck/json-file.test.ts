import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import * as z from "zod";
import { JsonFile } from "./json-file.ts";

const schema = z.object({ count: z.int() });
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-json-file-"));
  path = join(folder, "deck.json");
});

afterEach(() => rm(folder, { recursive: true }));

it("reads nothing where there is no file yet", async () => {
  expect(await new JsonFile(path, schema).read()).toEqual({ value: null, warning: null });
});

it("reads what was written last, and keeps what was before", async () => {
  const file = new JsonFile(path, schema);
  await Promise.all([1, 2, 3].map((count) => file.write({ count })));
  expect((await file.read()).value).toEqual({ count: 3 });
  expect(JSON.parse(await readFile(`${path}.bak`, "utf8"))).toEqual({ count: 2 });
});

it("sets a file cut at any byte aside and uses the backup", async () => {
  const file = new JsonFile(path, schema);
  await file.write({ count: 1 });
  await file.write({ count: 2 });
  const whole = await readFile(path);
  // The last byte is the line end, which JSON does not need.
  for (let length = 0; length < whole.length - 1; length += 1) {
    await writeFile(path, whole);
    await truncate(path, length);
    const { value, warning } = await file.read();
    expect(value).toEqual({ count: 1 });
    expect(warning).toContain("set aside");
  }
  expect((await readdir(folder)).some((name) => name.includes(".broken-"))).toBe(true);
});

const strangers: Readonly<Record<string, () => unknown>> = {
  "a folder": () => mkdir(path),
  "a named pipe, which would wait for ever": () => execFileSync("mkfifo", [path]),
  "a device without an end": () => symlink("/dev/zero", path),
  "a link to itself": () => symlink(path, path),
  "a file of 3 GB": async () => {
    await writeFile(path, "");
    await truncate(path, 3e9);
  },
};

it.skipIf(process.platform === "win32").each(Object.keys(strangers))(
  "sets aside %s in its place, and writes a new one",
  async (stranger) => {
    const file = new JsonFile(path, schema);
    await file.write({ count: 1 });
    await file.write({ count: 2 });
    await rm(path);
    await strangers[stranger]?.();
    expect(await file.writtenAtMs()).not.toBeNull();
    expect(await file.read()).toMatchObject({ value: { count: 1 }, warning: expect.stringContaining("set aside") as string });
    await file.write({ count: 3 });
    expect(await file.read()).toEqual({ value: { count: 3 }, warning: null });
  },
);

it.skipIf(process.platform === "win32")("makes a new backup where the old one is a named pipe", async () => {
  const file = new JsonFile(path, schema);
  await file.write({ count: 1 });
  execFileSync("mkfifo", [`${path}.bak`]);
  await file.write({ count: 2 });
  expect(JSON.parse(await readFile(`${path}.bak`, "utf8"))).toEqual({ count: 1 });
});

it("starts afresh where the backup is wrong too", async () => {
  await writeFile(path, '{ "count": "many" }');
  await writeFile(`${path}.bak`, "nonsense");
  const { value, warning } = await new JsonFile(path, schema).read();
  expect(value).toBeNull();
  expect(warning).toContain("starting afresh");
});

it("uses the backup where the file was set aside and nothing was written since", async () => {
  const file = new JsonFile(path, schema);
  await file.write({ count: 1 });
  await file.write({ count: 2 });
  await truncate(path, 3);
  await file.read();
  expect(await new JsonFile(path, schema).read()).toEqual({ value: { count: 1 }, warning: null });
});

it.skipIf(process.platform === "win32")("keeps a file and its backup from others", async () => {
  const file = new JsonFile(path, schema);
  await file.write({ count: 1 });
  await file.write({ count: 2 });
  for (const written of [path, `${path}.bak`]) expect((await stat(written)).mode & 0o777).toBe(0o600);
});

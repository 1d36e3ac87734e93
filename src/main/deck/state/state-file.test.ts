import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SavedState } from "#shared/service-channel.ts";
import { StateFile } from "./state-file.ts";

const power = (value: number): SavedState => ({ power: { full_access_path: "power", type: "float", value, readonly: false, doc: null } });
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-state-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** The one state file in the folder. */
async function written(): Promise<string> {
  const [name] = (await readdir(folder)).filter((entry) => entry.endsWith(".json"));
  return join(folder, name ?? "");
}

it("reads nothing where nothing was saved", async () => {
  expect(await new StateFile(folder, "/lab/laser.ts").read()).toEqual({ value: null, warning: null });
});

it("belongs to one service file: another of the same name has its own", async () => {
  await new StateFile(folder, "/lab/a/Laser.ts").write(power(1));
  await new StateFile(folder, "/lab/b/Laser.ts").write(power(2));
  expect((await new StateFile(folder, "/lab/a/Laser.ts").read()).value).toEqual(power(1));
  expect((await new StateFile(folder, "/lab/b/Laser.ts").read()).value).toEqual(power(2));
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^laser-[\da-f]{8}\.json$/), expect.stringMatching(/^laser-/)]);
});

it("takes names as long as a file system does", async () => {
  const file = new StateFile(folder, `/lab/${"µ".repeat(120)}.ts`);
  await file.write(power(1));
  expect((await file.read()).value).toEqual(power(1));
});

it("is for the eyes of this person only", async () => {
  const own = join(folder, "state");
  const file = new StateFile(own, "/lab/laser.ts");
  await file.write(power(1));
  await file.write(power(2));
  expect((await stat(own)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(own)) expect((await stat(join(own, name))).mode & 0o777).toBe(0o600);
});

it("reads a file of pydase's where there is none of its own yet, and leaves it as it is", async () => {
  const recorded = await readFile(new URL("./testing/pydase-0.10.21-state.txt", import.meta.url), "utf8");
  await writeFile(join(folder, "laser.json"), recorded);
  const file = new StateFile(folder, "/lab/Laser.ts");
  const { value, warning } = await file.read();
  expect(warning).toBeNull();
  expect(value).toMatchObject({
    power: { type: "float", value: 2.5 },
    offset: { type: "float", value: "NaN" },
    limit: { type: "float", value: "-Infinity" },
    serial: { type: "int", value: "1180591620717411303424" },
    voltage: { type: "Quantity", value: { magnitude: 3.5, unit: "mV" } },
    mode: { type: "Enum", value: "RUN" },
    slider: { type: "NumberSlider" },
  });
  await file.write(power(4));
  expect((await file.read()).value).toEqual(power(4));
  expect(await readFile(join(folder, "laser.json"), "utf8")).toBe(recorded);
});

it("says what is wrong with a file that someone put there", async () => {
  await writeFile(join(folder, "laser.json"), "power = 3");
  const { value, warning } = await new StateFile(folder, "/lab/laser.ts").read();
  expect(value).toBeNull();
  expect(warning).toContain("laser.json is no state file: SyntaxError");
});

it("sets a file that was cut at any byte aside, and uses its backup", async () => {
  const file = new StateFile(folder, "/lab/laser.ts");
  await file.write(power(1));
  await file.write(power(2));
  const path = await written();
  const whole = await readFile(path);
  for (let length = 0; length <= whole.length; length += 1) {
    await writeFile(path, whole);
    await truncate(path, length);
    const { value, warning } = await file.read();
    // The last byte is the line end, which JSON does not need.
    const complete = length >= whole.length - 1;
    expect(value).toEqual(power(complete ? 2 : 1));
    expect(warning).toEqual(complete ? null : expect.stringContaining("its backup is used"));
  }
});

const open = (bracket: string): string => bracket.repeat(100_000);

it.each([
  ["nothing but zeros, as after a power failure", "\0".repeat(500)],
  ["a list", "[]"],
  ["a number", "3"],
  ["null", "null"],
  ["too deep a nesting of lists", `{"a":${open("[")}${open("]")}}`],
  ["too deep a nesting of objects", `${open('{"a":')}1${open("}")}`],
  ["a page of the web", "<!doctype html><title>Log in</title>"],
])("sets %s aside", async (_, text) => {
  const file = new StateFile(folder, "/lab/laser.ts");
  await file.write(power(1));
  await writeFile(await written(), text);
  const { value, warning } = await file.read();
  expect(value).toBeNull();
  expect(warning).toMatch(/can't be read .* it was set aside as .*\.broken-.*; starting afresh/);
  expect((await readdir(folder)).filter((name) => name.includes(".broken-"))).toHaveLength(1);
});

it("never fails, whatever bytes there are", async () => {
  const file = new StateFile(folder, "/lab/laser.ts");
  await file.write(power(1));
  const path = await written();
  const whole = await readFile(path);
  const spoilt = fc.tuple(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }));
  await fc.assert(
    fc.asyncProperty(spoilt, async ([at, bytes]) => {
      const content = Buffer.from(whole);
      content.set(bytes.slice(0, whole.length - at), at);
      await writeFile(path, content);
      const { value } = await file.read();
      expect(value === null || typeof value === "object").toBe(true);
    }),
    { numRuns: 200 },
  );
});

it("clears up what a write that was cut short left behind", async () => {
  const file = new StateFile(folder, "/lab/laser.ts");
  await file.write(power(1));
  const leftover = `${await written()}.1234567`;
  await writeFile(leftover, "half");
  const longAgo = new Date(Date.now() - 3_600_000);
  await utimes(leftover, longAgo, longAgo);
  await file.read();
  expect(await readdir(folder)).toHaveLength(1);
});

it("starts without values where a folder stands in its place and can't be moved", async () => {
  await mkdir(join(folder, "state"));
  const file = new StateFile(join(folder, "state"), "/lab/laser.ts");
  await file.write(power(1));
  await rm(join(folder, "state"), { recursive: true });
  await writeFile(join(folder, "state"), "a file");
  expect((await file.read()).value).toBeNull();
  await expect(file.write(power(2))).rejects.toThrow();
});

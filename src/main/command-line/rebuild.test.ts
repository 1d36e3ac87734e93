import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nativePackages } from "./native-packages.ts";
import { rebuild } from "./rebuild.ts";

let folder: string;
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-rebuild-"));
  said = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void said.push(text));
  vi.spyOn(console, "error").mockImplementation((text: string) => void said.push(text));
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** An npm whose node-gyp notes what it is asked for. */
async function putNpm(script: string): Promise<void> {
  await put({ "npm/bin/npm-cli.js": "", "npm/node_modules/node-gyp/bin/node-gyp.js": script });
  await mkdir(join(folder, "bin"));
  await symlink(join(folder, "npm/bin/npm-cli.js"), join(folder, "bin/npm"));
  vi.stubEnv("PATH", join(folder, "bin"));
}

const notes = `require("node:fs").appendFileSync("asked.json", JSON.stringify(process.argv.slice(2)));`;
const addons = {
  "node_modules/plain/package.json": "{}",
  "node_modules/adc/package.json": "{}",
  "node_modules/adc/binding.gyp": "{}",
  "node_modules/adc/index.js": "",
};

it("finds the packages that have something to build", async () => {
  await put({
    ...addons,
    "node_modules/@lab/dac/binding.gyp": "{}",
    "node_modules/plain/node_modules/inner/binding.gyp": "{}",
    "node_modules/ready/binding.gyp": "{}",
    "node_modules/ready/prebuilds/linux-x64.node": "",
    "node_modules/.bin/binding.gyp": "{}",
  });
  expect((await nativePackages(folder)).map(({ name }) => name).sort()).toEqual(["@lab/dac", "adc", "inner"]);
});

describe("builds", () => {
  it("for the Node that runs the command", async () => {
    await put(addons);
    await putNpm(notes);
    expect(await rebuild(folder, {})).toBe(0);
    const asked = JSON.parse(await readFile(join(folder, "node_modules/adc/asked.json"), "utf8")) as string[];
    expect(asked.slice(0, 2)).toEqual(["rebuild", "--release"]);
    expect(asked.join(" ")).not.toContain("electron");
    expect(said.at(-1)).toBe(`Built adc for Node ${process.versions.node}`);
  });

  it("for a version of Electron, with its headers", async () => {
    await put({ ...addons, "headers/include/node/node.h": "" });
    await putNpm(notes);
    expect(await rebuild(folder, { electron: "v33.2.1", headers: join(folder, "headers") })).toBe(0);
    expect(JSON.parse(await readFile(join(folder, "node_modules/adc/asked.json"), "utf8"))).toEqual([
      "rebuild",
      "--release",
      "--runtime=electron",
      "--target=33.2.1",
      `--arch=${process.arch}`,
      `--nodedir=${join(folder, "headers")}`,
    ]);
  });

  it("nothing where there is nothing to build", async () => {
    await put({ "node_modules/plain/package.json": "{}" });
    expect(await rebuild(folder, {})).toBe(0);
    expect(said).toEqual([`No package in ${join(folder, "node_modules")} has a native addon that must be built`]);
  });
});

describe("says what is missing", () => {
  it.each([
    ["getaddrinfo ENOTFOUND www.electronjs.org", "the headers could not be downloaded"],
    ["gyp ERR! find Python", "there is no Python"],
    ["make: g++: No such file or directory\nmake: g++: command not found", "there is no C++ compiler"],
    ["gyp ERR! stack Error: not found: make", "there is no make"],
    ["adc.cc:1:2: error: no member named x", "it does not compile"],
    ["something else", "the lines above say why"],
  ])("%s", async (output, reason) => {
    await put(addons);
    await putNpm(`console.error(${JSON.stringify(output)}); process.exit(1);`);
    await expect(rebuild(folder, { electron: "33.2.1" })).rejects.toThrow(`adc could not be built for Electron 33.2.1: ${reason}`);
    expect(said.join("\n")).toContain(output.split("\n")[0]);
  });

  it("an addon that still can't be loaded", async () => {
    await put({ ...addons, "node_modules/adc/index.js": `throw Object.assign(new Error("no"), { code: "ERR_DLOPEN_FAILED" })` });
    await putNpm(notes);
    await expect(rebuild(folder, {})).rejects.toThrow("adc was built, but still can't be loaded");
  });

  it("npm, a folder, packages, headers, a version", async () => {
    await expect(rebuild(join(folder, "nowhere"), {})).rejects.toThrow("there is no folder");
    await expect(rebuild(folder, {})).rejects.toThrow("there is no node_modules in");
    await put(addons);
    await expect(rebuild(folder, { electron: "33" })).rejects.toThrow('"33" is not a version of Electron such as 33.2.1');
    await expect(rebuild(folder, { headers: folder })).rejects.toThrow("there are no headers in");
    vi.stubEnv("PATH", join(folder, "empty"));
    await expect(rebuild(folder, {})).rejects.toThrow("npm, which has what builds native addons, is not on the PATH");
  });
});

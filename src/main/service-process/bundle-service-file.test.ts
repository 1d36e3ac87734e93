import { mkdtemp, readdir, readFile, realpath, rm, symlink } from "node:fs/promises";
import { SourceMap, type SourceMapPayload } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DataService } from "#runtime/data-service.ts";
import { putFile } from "#runtime/testing/put-file.ts";
import { bundleServiceFile, tryBundle } from "./bundle-service-file.ts";
import { instantiateService } from "./instantiate-service.ts";
import { LoadError } from "./load-error.ts";
import { titleOf } from "./service-class.ts";
import { SourceRecord } from "./source-record.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-bundle-"));
});

afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, text: string): Promise<string> => putFile(folder, name, text);

async function load(name: string): Promise<DataService> {
  const bundle = join(folder, "bundles", "bundle.mjs");
  await bundleServiceFile(join(folder, name), bundle, new SourceRecord());
  const module = (await import(/* @vite-ignore */ pathToFileURL(bundle).href)) as { default?: unknown };
  return instantiateService(module.default);
}

async function failure(name: string): Promise<LoadError> {
  const error: unknown = await load(name).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof LoadError) return error;
  throw new Error(`Expected a LoadError, got ${String(error)}`);
}

const simple = `import { DataService } from "dasedeck";\nexport default class Laser extends DataService { power = 3; }\n`;

describe("loads", () => {
  it("a class with types, decorators and private names, whatever a tsconfig beside it says", async () => {
    await put("tsconfig.json", `{ "compilerOptions": { "experimentalDecorators": true, "useDefineForClassFields": false } }`);
    await put(
      "laser.ts",
      `import { DataService, task, sleep, type TaskOptions } from "dasedeck";
       const options: TaskOptions = { autostart: true };
       export default class Laser extends DataService {
         #secret: number = 7;
         power = this.#secret;
         @task(options) async poll(): Promise<void> { await sleep(1); }
       }`,
    );
    const laser = await load("laser.ts");
    expect([titleOf(laser), (laser as unknown as { power: number }).power]).toEqual(["Laser", 7]);
  });

  it.each([
    ["an instance", `import { DataService } from "dasedeck"; class Laser extends DataService {} export default new Laser();`, "laser.ts"],
    [
      "a function",
      `import { DataService } from "dasedeck"; class Laser extends DataService {} export default () => new Laser();`,
      "laser.mts",
    ],
    [
      "an async function",
      `import { DataService } from "dasedeck"; class Laser extends DataService {} export default async () => new Laser();`,
      "laser.mjs",
    ],
    ["CommonJS", `const { DataService } = require("dasedeck"); module.exports = class Laser extends DataService {};`, "laser.js"],
    [
      "CommonJS that TypeScript wrote",
      `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); const dasedeck_1 = require("dasedeck");
       class Laser extends dasedeck_1.DataService {} exports.default = Laser;`,
      "laser.cjs",
    ],
    ["top-level await", `await Promise.resolve();\n${simple}`, "laser.ts"],
  ])("%s", async (_, text, name) => {
    await put(name, text);
    expect(titleOf(await load(name))).toBe("Laser");
  });

  it("relative imports, and packages from beside the file in their own place", async () => {
    await put("node_modules/stage/package.json", `{ "name": "stage", "main": "main.cjs" }`);
    await put("node_modules/stage/main.cjs", `exports.folder = __dirname;`);
    await put("gain.ts", `export const gain: number = 4;`);
    await put(
      "laser.ts",
      `import { DataService } from "dasedeck"; import { folder } from "stage"; import { gain } from "./gain";
       export default class Laser extends DataService { folder = folder; gain = gain; here = import.meta.url; }`,
    );
    const laser = (await load("laser.ts")) as unknown as { folder: string; gain: number; here: string };
    expect(laser).toMatchObject({
      folder: join(folder, "node_modules/stage"),
      gain: 4,
      here: pathToFileURL(join(folder, "laser.ts")).href,
    });
  });
});

describe("a tsconfig.json of the author's", () => {
  const wanting = `import { DataService } from "dasedeck"; import { gain } from "@lib/gain"; import { offset } from "parts/offset";
    import { Unit } from "@lib/unit";
    export default class Laser extends DataService { power = gain + offset; unit: Unit = "mW"; }`;
  const configured = async (options: string) => {
    await put(
      "base.json",
      `{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["./lib/*"], "dasedeck": ["./types/dasedeck.d.ts"] } } }`,
    );
    await put("tsconfig.json", `{\n  // Of the whole laboratory\n  "extends": "./base.json", "compilerOptions": { ${options} },\n}`);
    await put("lib/gain.ts", `export const gain: number = 4;`);
    await put("lib/unit.ts", `export type Unit = "mW";`);
    await put("parts/offset.ts", `export const offset = 1;`);
  };

  it("is followed in its paths and baseUrl, also from a folder above and by extends, and not in how it compiles", async () => {
    await configured(`"experimentalDecorators": true, "useDefineForClassFields": false, "verbatimModuleSyntax": true, "target": "ES5"`);
    await put("services/laser.ts", wanting);
    expect(await load("services/laser.ts")).toMatchObject({ power: 5 });
  });

  it("keeps no service from loading by being broken, unless the service needs it", async () => {
    await put("tsconfig.json", `{ "compilerOptions": { "paths": }\n`);
    await put("laser.ts", simple);
    expect(await load("laser.ts")).toMatchObject({ power: 3 });
    await put("services/wanting.ts", wanting);
    const { message, location } = await failure("services/wanting.ts");
    expect(message).toMatch(/^Unexpected "}" in JSON/);
    expect(location).toEqual({ file: join(folder, "tsconfig.json"), line: 1, column: 33 });
  });
});

it("tells of the files that went in, and of no others", async () => {
  await put("gain.ts", `export const gain: number = 4;`);
  const file = await put("laser.ts", `import "./gain"; import "node:fs";\n${simple}`);
  const sources = new SourceRecord();
  await bundleServiceFile(file, join(folder, "bundle.mjs"), sources);
  expect(Object.keys(sources.files).toSorted()).toEqual([join(folder, "gain.ts"), file]);
});

it("tells of a file once, whichever link leads to it", async () => {
  const file = await put("laser.ts", simple);
  await symlink(file, join(folder, "link.ts"));
  const sources = new SourceRecord();
  await bundleServiceFile(join(folder, "link.ts"), join(folder, "bundle.mjs"), sources);
  expect(Object.keys(sources.files)).toEqual([file]);
});

describe("tried without being run", () => {
  async function problemOf(file: string): Promise<{ message: string | null; sources: SourceRecord["files"] }> {
    const sources = new SourceRecord();
    const message = await tryBundle(file, sources).then(
      () => null,
      (error: unknown) => (error instanceof LoadError ? error.message : String(error)),
    );
    return { message, sources: sources.files };
  }

  it("a good file is found good, and nothing is written", async () => {
    const file = await put("laser.ts", `throw new Error("it was run");\n${simple}`);
    expect(await problemOf(file)).toMatchObject({ message: null });
    expect(await readdir(folder)).toEqual(["laser.ts"]);
  });

  it("CommonJS has a default export, too", async () => {
    const file = await put("laser.cjs", `module.exports = class Laser extends require("dasedeck").DataService {};`);
    expect(await problemOf(file)).toMatchObject({ message: null });
  });

  it("a file without default export is found wrong", async () => {
    const file = await put("laser.ts", `export const power = 3;`);
    expect((await problemOf(file)).message).toMatch(/^The default export must be .* it is nothing$/);
  });

  it("of a wrong file it is told what was read, and which files would mend it", async () => {
    await put("gain.ts", `export const gain = = 4;`);
    const file = await put("laser.ts", `import "./gain"; import "./lens";\n${simple}`);
    const { message, sources } = await problemOf(file);
    expect(message).not.toBeNull();
    expect(Object.entries(sources).filter(([, fingerprint]) => fingerprint !== null)).toHaveLength(2);
    expect(Object.keys(sources)).toEqual(expect.arrayContaining([file, join(folder, "gain.ts")]));
    expect(sources[join(folder, "lens.ts")]).toBeNull();
  });

  it("a file that is not there is told of, too", async () => {
    const file = join(folder, "laser.ts");
    expect(await problemOf(file)).toEqual({ message: `There is no file ${file}`, sources: { [file]: null } });
  });
});

it("tells every module its own place, and leaves alone what it declares itself", async () => {
  await put("parts/data.txt", "42");
  await put(
    "parts/modern.ts",
    `import { readFileSync } from "node:fs";
     export const data = readFileSync(new URL("./data.txt", import.meta.url), "utf8");
     export const places = [import.meta.dirname, import.meta.filename];`,
  );
  await put("parts/older.cjs", `#!/usr/bin/env node\n"use strict";\nexports.places = [__dirname, __filename];`);
  await put("parts/own.js", `const __dirname = "mine"; export const own = [__dirname, import.meta.filename];`);
  await put(
    "laser.ts",
    `import { DataService } from "dasedeck"; import { data, places } from "./parts/modern"; import older from "./parts/older.cjs"; import { own } from "./parts/own";
     export default class Laser extends DataService { data = data; all = [places, older.places, own, [__dirname, __filename, import.meta.url]]; }`,
  );
  const parts = join(folder, "parts");
  expect(await load("laser.ts")).toMatchObject({
    data: "42",
    all: [
      [parts, join(parts, "modern.ts")],
      [parts, join(parts, "older.cjs")],
      ["mine", join(parts, "own.js")],
      [folder, join(folder, "laser.ts"), pathToFileURL(join(folder, "laser.ts")).href],
    ],
  });
});

it("finds what is imported by a name that is worked out beside the module that does so", async () => {
  await put("parts/late.mjs", `export const gain = 4;`);
  await put("parts/late.json", `{ "offset": 1 }`);
  await put("node_modules/stage/package.json", `{ "name": "stage", "main": "main.cjs" }`);
  await put("node_modules/stage/main.cjs", `exports.step = 2;`);
  await put(
    "parts/loader.ts",
    `const text = "import(name)"; const at = (name: string) => import(/* later */ name) as Promise<Record<string, number>>;
     const json = (name: string) => import (name, { with: { type: "json" } });
     export const all = [text, (await at("./late.mjs")).gain, (await at("stage")).step, typeof (await at("node:os")).cpus, (await json("./late.json")).default.offset,
       (await import("./la" + "te.mjs")).gain, { import: (name: number) => name }.import(5), await at("./gone.mjs").catch((error: Error) => error.message)];`,
  );
  await put(
    "laser.ts",
    `import { DataService } from "dasedeck"; import { all } from "./parts/loader";
       export default class Laser extends DataService { all = all; }`,
  );
  const gone = expect.stringMatching(/^Cannot find module '.*parts\/gone.mjs'/) as unknown;
  expect(await load("laser.ts")).toMatchObject({ all: ["import(name)", 4, 2, "function", 1, 4, 5, gone] });
});

it("keeps the lines of a module that asks for its place, in stacks too", async () => {
  await put("laser.ts", `const here = __dirname;\nexport default () => {\n  throw new Error(here);\n};\n`);
  await expect(load("laser.ts")).rejects.toThrow(folder);
  const map = /sourceMappingURL=data:application\/json;base64,(.*)/.exec(await readFile(join(folder, "bundles/bundle.mjs"), "utf8"))?.[1];
  const sourceMap = new SourceMap(JSON.parse(Buffer.from(map ?? "", "base64").toString()) as SourceMapPayload);
  const lines = (await readFile(join(folder, "bundles/bundle.mjs"), "utf8")).split("\n");
  const line = lines.findIndex((text) => text.includes("throw new Error"));
  expect(sourceMap.findEntry(line, lines[line]?.indexOf("throw") ?? 0)).toMatchObject({ originalLine: 2, originalColumn: 2 });
});

it("writes to the folder for temporary files where it can't write the bundle", async () => {
  await put("laser.ts", simple);
  const notAFolder = await put("bundles", "a file");
  const written = await bundleServiceFile(join(folder, "laser.ts"), join(notAFolder, "bundle.mjs"), new SourceRecord());
  try {
    expect(dirname(written)).toBe(await realpath(tmpdir()));
    const text = await readFile(written, "utf8");
    const map = /sourceMappingURL=data:application\/json;base64,(.*)/.exec(text)?.[1] ?? "";
    const { sources } = JSON.parse(Buffer.from(map, "base64").toString()) as { sources: string[] };
    expect(sources.map((source) => resolve(dirname(written), source))).toContain(join(await realpath(folder), "laser.ts"));
  } finally {
    await rm(written);
  }
});

it("refuses the test kit, also in a file that it imports", async () => {
  const file = await put(
    "parts/helper.ts",
    `export const x = 1;\nimport { fakeClock } from "dasedeck/testing";\nexport const clock = fakeClock();`,
  );
  await put("laser.ts", `import { clock } from "./parts/helper";\nconsole.log(clock);\n${simple}`);
  const { message, location } = await failure("laser.ts");
  expect(message).toBe(`"dasedeck/testing" is for tests only: a service file, and what it imports, can't use it`);
  expect(location).toMatchObject({ file, line: 2 });
});

/** What else can be wrong stands in `deck/wrong-service-files.test.ts`. */
it("says where a syntax error is on the first line of a file that asks for its place", async () => {
  const file = await put("laser.ts", `const x = ; __dirname;`);
  const error = await failure("laser.ts");
  expect(error.location).toEqual({ file, line: 1, column: 11 });
  expect(error.toReport("2026-01-01T00:00:00.000Z").stack).toContain("\n\nconst x = ; __dirname;\n          ^");
});

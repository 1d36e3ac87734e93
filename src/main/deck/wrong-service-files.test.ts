import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { OpenDeck } from "./open-deck.ts";
import { openRealDeck } from "./testing/open-real-deck.ts";

const ana: Actor = { kind: "operator", name: "ana" };
/** A process starts in well under a second, but not where many others want the computer. */
vi.setConfig({ testTimeout: 60_000 });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-wrong-"));
});

afterAll(() => rm(folder, { recursive: true }));

/** Runs real service processes, without the programs around a deck. */
function open(): Promise<OpenDeck> {
  return openRealDeck(folder);
}

/** Writes the files of one case into a folder of their own. */
async function put(what: string, files: Files): Promise<string> {
  const home = join(folder, what.replaceAll(/\W+/g, "-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(home, name)), { recursive: true });
    await writeFile(join(home, name), content);
  }
  return home;
}

/** What becomes of a file: the real way, in a process of its own. */
async function load(file: string): Promise<ServiceSnapshot> {
  const { deck, close } = await open();
  const loaded = new Promise<ServiceSnapshot>((resolve) => {
    const subscription = deck.onDidChange(() => {
      const [service] = deck.services;
      if (service === undefined || !["failed", "running"].includes(service.status.state)) return;
      subscription.dispose();
      resolve(structuredClone(service));
    });
  });
  deck.load(file, ana);
  try {
    return await loaded;
  } finally {
    await close();
  }
}

const head = 'import { DataService, task } from "dasedeck";\n';
const good = `${head}export default class Laser extends DataService { power = 3; }\n`;
type Files = Record<string, string | Uint8Array>;

/** File, line and column where it is wrong; `null`: nowhere in particular. */
type Place = [file: string, line: number, column: number] | null;

/** Beside the service file. */
const packages: Files = {
  "node_modules/esm/package.json": '{ "name": "esm", "type": "module", "exports": "./index.js" }',
  "node_modules/esm/index.js": "export const a = 1;",
  "node_modules/cjs/package.json": '{ "name": "cjs" }',
  "node_modules/cjs/index.js": "const all = { a: 1 }; module.exports = all;",
};

// prettier-ignore
const wrong: [what: string, files: Files, message: string, place: Place][] = [
  ["an empty file", { "laser.ts": "" }, "it is nothing", null],
  ["no default export", { "laser.ts": "export const x = 1;" }, "it is nothing", null],
  ["a number", { "laser.ts": "export default 7;" }, "it is a value of type number", null],
  ["null", { "laser.ts": "export default null;" }, "it is a value of type null", null],
  ["a plain object", { "laser.ts": "export default { power: 3 };" }, "it is a value of type object", null],
  ["a class of another kind", { "laser.ts": "export default class Laser {}" }, "The class Laser must extend DataService", ["laser.ts", 1, 16]],
  ["DataService itself", { "laser.ts": 'export { DataService as default } from "dasedeck";' }, "it is DataService itself; write `export default class Laser extends DataService", null],
  ["a constructor that returns another object", { "laser.ts": `${head}export default class Laser extends DataService {\n  constructor() {\n    super();\n    return {} as Laser;\n  }\n}` }, "The constructor of Laser returns another object than the service", ["laser.ts", 3, 3]],
  ["an object that only has the prototype of a service", { "laser.ts": `${head}class Laser extends DataService {}\nexport default Object.create(Laser.prototype);` }, "was not made by `new Laser()`", ["laser.ts", 2, 1]],
  ["a service that looks like a promise", { "laser.ts": `${head}class Base extends DataService {\n  then() {}\n}\nexport default class Laser extends Base {\n  then() {}\n}` }, 'Laser has a method called "then"', ["laser.ts", 6, 3]],
  ["a function that returns what looks like a promise", { "laser.ts": `${head}class Laser extends DataService {\n  then() {}\n}\nexport default () => new Laser();` }, 'Laser has a method called "then"', ["laser.ts", 3, 3]],
  ["a function that returns nothing", { "laser.ts": "export default function make() {}" }, "The function make must return", null],
  ["a function that returns the class", { "laser.ts": `${head}class Laser extends DataService {}\nexport default function make() { return Laser; }` }, "The function make must return", null],
  ["an async function that returns another thing", { "laser.ts": "export default async function make() { return {}; }" }, "The function make must return", null],
  ["a function that throws", { "laser.ts": "export default function make() {\n  throw new Error('No laser');\n}" }, "No laser", ["laser.ts", 2, 9]],
  ["an async function that rejects", { "laser.ts": "export default async function make() {\n  await 0;\n  throw new Error('No laser');\n}" }, "No laser", ["laser.ts", 3, 9]],
  ["a constructor that throws", { "laser.ts": `${head}export default class Laser extends DataService {\n  constructor() {\n    super();\n    throw new Error("No laser");\n  }\n}` }, "No laser", ["laser.ts", 5, 11]],
  ["a constructor that throws text", { "laser.ts": `${head}export default class Laser extends DataService {\n  power = (() => { throw "No laser"; })();\n}` }, "No laser", null],
  ["a constructor that wants arguments", { "laser.ts": `${head}export default class Laser extends DataService {\n  port;\n  constructor(options) {\n    super();\n    this.port = options.port;\n  }\n}` }, "Cannot read properties of undefined (reading 'port')", ["laser.ts", 6, 25]],
  ["a constructor that ends the process", { "laser.ts": `${head}export default class Laser extends DataService {\n  power = process.exit(3);\n}` }, "The process ended while loading: exit code 3", null],
  ["a field that can't be made", { "laser.ts": `${head}export default class Laser extends DataService {\n  power = missing;\n}` }, "missing is not defined", ["laser.ts", 3, 11]],
  ["a throw outside of everything", { "laser.ts": `${good}\nthrow new Error("No laser");` }, "No laser", ["laser.ts", 4, 7]],
  ["a top-level await that rejects", { "laser.ts": `${good}await Promise.reject(new RangeError("No laser"));` }, "No laser", ["laser.ts", 3, 22]],
  ["a top-level await that rejects with nothing", { "laser.ts": `${good}await Promise.reject();` }, "undefined", null],
  ["a syntax error", { "laser.ts": "export default class {\n  x = = 1;\n}" }, 'Unexpected "="', ["laser.ts", 2, 7]],
  ["a string without an end", { "laser.ts": "const a = 'open;\nexport default a;" }, "Unterminated string literal", ["laser.ts", 1, 17]],
  ["a brace without an end", { "laser.ts": `${head}export default class Laser extends DataService {\n  a = 1;\n` }, "found end of file", ["laser.ts", 4, 1]],
  ["a comment without an end", { "laser.ts": "/* open" }, "to terminate multi-line comment", ["laser.ts", 1, 8]],
  ["a name declared twice", { "laser.ts": "const a = 1;\nconst a = 2;" }, 'The symbol "a" has already been declared', ["laser.ts", 2, 7]],
  ["await where it may not be", { "laser.ts": "export default function make() {\n  await 0;\n}" }, '"await" can only be used inside an "async" function', ["laser.ts", 2, 3]],
  ["a private name that is not declared", { "laser.ts": `${head}export default class Laser extends DataService {\n  a = this.#b;\n}` }, 'Private name "#b" must be declared', ["laser.ts", 3, 12]],
  ["JSX in a file that is no .tsx", { "laser.ts": "export default <b/>;" }, 'Expected ">" but found "/"', ["laser.ts", 1, 18]],
  ["another language", { "laser.ts": "class Laser(DataService):\n    power = 3\n" }, 'Expected "{" but found "("', ["laser.ts", 1, 12]],
  ["an error in a file with a byte order mark", { "laser.ts": "\uFEFFexport default class {\n  x = = 1;\n}" }, 'Unexpected "="', ["laser.ts", 2, 7]],
  ["an error in a file with Windows line ends", { "laser.ts": "export default class {\r\n\r\n  x = = 1;\r\n}" }, 'Unexpected "="', ["laser.ts", 3, 7]],
  ["an error when it runs, in a file with Windows line ends", { "laser.ts": `${good}\nthrow new Error("No laser");`.replaceAll("\n", "\r\n") }, "No laser", ["laser.ts", 4, 7]],
  ["UTF-16", { "laser.ts": Buffer.from(`\uFEFF${good}`, "utf16le") }, "is UTF-16; save it as UTF-8", null],
  ["bytes that are no text", { "laser.ts": Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 256) }, "Unexpected", ["laser.ts", 1, 1]],
  ["an import that leads nowhere", { "laser.ts": `import "./nowhere";\n${good}` }, 'Could not resolve "./nowhere"', ["laser.ts", 1, 8]],
  ["a package that is not installed", { "laser.ts": `${head}import "no-such-package";\n` }, 'Could not resolve "no-such-package"', ["laser.ts", 2, 8]],
  ["a Node module that does not exist", { "laser.ts": `${head}import "node:no-such-module";\n` }, "No such built-in module: node:no-such-module", ["laser.ts", 2, 8]],
  ["a Node module with a slip", { "laser.ts": `${head}import fs from "node:fs/promise";\n${good.replace(head, "")}export const a = fs;` }, 'No such built-in module: node:fs/promise; did you mean "node:fs/promises"?', ["laser.ts", 2, 16]],
  ["a name that Node does not have", { "laser.ts": `${head}import { readFileSinc as read } from "node:fs";\nexport const a = read;\n${good.replace(head, "")}` }, '"node:fs" has no export "readFileSinc"; did you mean "readFileSync"?', ["laser.ts", 2, 10]],
  ["a name that a package does not have", { ...packages, "laser.ts": `${head}import d, { b as c } from "esm";\nexport const a = [d, c];\n${good.replace(head, "")}` }, '"esm" has no export "b"', ["laser.ts", 2, 13]],
  ["a default export that a package does not have", { ...packages, "laser.ts": `${head}import d from "esm";\nexport const a = d;\n${good.replace(head, "")}` }, '"esm" has no default export', ["laser.ts", 2, 8]],
  ["a name that a helper passes on from a package that does not have it", { ...packages, "laser.ts": `import "./parts";\n${good}`, "parts.ts": 'import * as dasedeck from "dasedeck";\nexport { b } from "esm";\nexport default dasedeck;' }, '"esm" has no export "b"', ["parts.ts", 2, 10]],
  ["a name that a CommonJS package does not have", { ...packages, "laser.ts": `${head}import { b } from "cjs";\nexport const a = b;\n${good.replace(head, "")}` }, '"cjs" has no export "b"; it is a CommonJS module: write import all from "cjs", then all.b', ["laser.ts", 2, 10]],
  ["several imports", { "package.json": "{}", "laser.ts": `${head}import a from "no-such";\nimport { b } from "@no/such/deep";\nexport const all = [a, b];\n${good.replace(head, "")}` }, 'Could not resolve "no-such" (line 2), "@no/such/deep" (line 3). Run "npm install no-such @no/such" in ', ["laser.ts", 2, 15]],
  ["an async getter", { "laser.ts": `${head}export default class Laser extends DataService {\n  async get power() { return 1; }\n}` }, 'A getter can\'t be async: make "power" an async method', ["laser.ts", 3, 13]],
  ["a name that Dasedeck does not have", { "laser.ts": 'import { DataServce } from "dasedeck";\nexport default class extends DataServce {}' }, 'No matching export in "dasedeck" for import "DataServce"', ["laser.ts", 1, 10]],
  ["a name that a helper does not have", { "laser.ts": `${head}import { gain } from "./gain";\nexport default gain;`, "gain.ts": "export const loss = 1;" }, 'No matching export in "gain.ts" for import "gain"', ["laser.ts", 2, 10]],
  ["a folder without an index", { "laser.ts": `import "./parts";\n${good}`, "parts/a.ts": "" }, 'Could not resolve "./parts"', ["laser.ts", 1, 8]],
  ["a kind of file that can't be imported", { "laser.ts": `import "./picture.png";\n${good}`, "picture.png": "PNG" }, "No loader is configured", ["laser.ts", 1, 8]],
  ["JSON that is broken", { "laser.ts": `import settings from "./settings.json";\nexport default settings;`, "settings.json": '{\n  "a": 1,\n  "b": }\n' }, 'Unexpected "}"', ["settings.json", 3, 8]],
  ["a helper with a syntax error", { "laser.ts": `import "./parts/gain";\n${good}`, "parts/gain.ts": "\n\nexport const gain = ;" }, 'Unexpected ";"', ["parts/gain.ts", 3, 21]],
  ["a helper that throws", { "laser.ts": `import "./parts/gain";\n${good}`, "parts/gain.ts": "\nthrow new Error('No gain');" }, "No gain", ["parts/gain.ts", 2, 7]],
  ["a circle of imports that needs itself", { "laser.ts": `import { Base } from "./base";\nexport const name = "laser";\nexport default class Laser extends Base {}`, "base.ts": `import { DataService } from "dasedeck";\nimport { name } from "./laser";\nexport class Base extends DataService { static title = name.toUpperCase(); }` }, "Cannot read properties of undefined", ["base.ts", 3, 61]],
  ["a native addon that is missing", { "laser.ts": `import { createRequire } from "node:module";\nconst addon = createRequire(import.meta.url)("./build/addon.node");\nexport default addon;` }, "Cannot find module './build/addon.node'", ["laser.ts", 2, 44]],
  ["a native addon of another kind", { "laser.ts": `import { createRequire } from "node:module";\nconst addon = createRequire(import.meta.url)("./addon.node");\nexport default addon;`, "addon.node": "not a library" }, "addon.node", ["laser.ts", 2, 44]],
  ["CommonJS that throws", { "laser.cjs": `const { DataService } = require("dasedeck");\nmodule.exports = class Laser extends DataService {\n  power = missing;\n};` }, "missing is not defined", ["laser.cjs", 3, 11]],
  ["CommonJS that exports nothing", { "laser.cjs": `const { DataService } = require("dasedeck");\nclass Laser extends DataService {}` }, "it is a value of type object", null],
  ["a task that is no method", { "laser.ts": `${head}export default class Laser extends DataService {\n  @task() poll = 3;\n}` }, "@task belongs on a public method", ["laser.ts", 3, 11]],
  ["a task with an option that there is not", { "laser.ts": `${head}export default class Laser extends DataService {\n  @task({ autoStart: true } as object) async poll() {}\n}` }, 'unknown option "autoStart"; did you mean "autostart"?', ["laser.ts", 3, 40]],
  ["a decorator that is no decorator", { "laser.ts": `${head}export default class Laser extends DataService {\n  @(3 as any) poll() {}\n}` }, "is not a function", ["laser.ts", 3, 15]],
  ["a decorator of the older kind", { "laser.ts": `${head}function old(target: any, key: any) {\n  target.x = key;\n}\nexport default class Laser extends DataService {\n  @old power = 3;\n}` }, "Cannot set properties of undefined (setting 'x') (from applying a decorator: decorators here are the standard ones", ["laser.ts", 3, 10]],
  ["a class decorator of the older kind", { "laser.ts": `${head}const old = (make: any) => make.prototype.gone.x;\n@old\nexport default class Laser extends DataService {}` }, "(from applying a decorator: ", ["laser.ts", 2, 48]],
  ["an option of the service that there is not", { "laser.ts": `${head}export default class Laser extends DataService {\n  static service = { restrt: "no" };\n}` }, '`static service` of Laser are wrong: unknown option "restrt"; did you mean "restart"? Known: restart, restartSec,', ["laser.ts", 3, 22]],
  ["several options of the service", { "laser.ts": `${head}class Base extends DataService {\n  static service = { restart: "always", foo: 1, restartSec: -1 };\n}\nexport default class Laser extends Base {}` }, 'The options `static service` of Base are wrong: "restart" must be one of "no", "on-crash", "on-failure", not "always"; unknown option "foo"; known: restart, restartSec, startLimitIntervalSec, startLimitBurst, watchdogSec, timeoutStopSec, loadTimeoutSec; "restartSec" must be a number of seconds, 0 or more, not -1', ["laser.ts", 3, 22]],
  ["options of the service that are none", { "laser.ts": `${head}export default class Laser extends DataService {\n  static service = 3;\n}` }, "`static service` of Laser are wrong: they must be an object such as { restart: \"on-failure\" }, not 3", ["laser.ts", 3, 3]],
  ["another kind of file", { "laser.py": "" }, "its name must end in .ts, .mts, .js, .mjs", null],
];

it.each(wrong)("says of %s what is wrong and where", async (what, files, message, place) => {
  const home = await put(what, files);
  const { status } = await load(join(home, Object.keys(files).find((name) => name.startsWith("laser.")) ?? ""));
  expect(status).toMatchObject({ state: "failed", failureReason: "load-error" });
  expect(status.lastError?.message).toContain(message);
  const location = place === null ? null : { file: join(home, place[0]), line: place[1], column: place[2] };
  expect(status.lastError?.location).toEqual(location);
});

it("says what is wrong with what is no file, or none to be read", async () => {
  const home = await put("no file", {});
  await mkdir(join(home, "folder.ts"), { recursive: true });
  await symlink("circle.ts", join(home, "circle.ts"));
  await writeFile(join(home, "large.ts"), "");
  await truncate(join(home, "large.ts"), 6 * 1024 * 1024);
  const said: Record<string, string> = {};
  for (const name of ["missing.ts", "folder.ts", "circle.ts", "large.ts"]) {
    const { status } = await load(join(home, name));
    said[name] = status.lastError?.message ?? "nothing";
  }
  expect(said).toEqual({
    "missing.ts": `There is no file ${join(home, "missing.ts")}`,
    "folder.ts": expect.stringContaining("is a folder; a service file is needed") as string,
    "circle.ts": expect.stringContaining("can't be read: ELOOP") as string,
    "large.ts": expect.stringContaining("has 6.0 MiB; a service file may have at most 5 MiB") as string,
  });
});

it("gives two files of one name an id each, and one file one service", async () => {
  const { deck, close } = await open();
  const [first, second] = [await put("one", { "laser.ts": good }), await put("two", { "laser.ts": good })];
  const ids = [first, second, first].map((home) => deck.add(join(home, "laser.ts")));
  expect(ids).toEqual(["laser", "laser-2", "laser"]);
  await close();
});

const laser = "export default class Laser extends DataService {";

// prettier-ignore
const right: [what: string, files: Files][] = [
  ["an enum", { "laser.ts": `${head}enum Mode { Off, On = 3 }\n${laser} power: number = Mode.On; }` }],
  ["a constant enum", { "laser.ts": `${head}const enum Mode { Off, On = 3 }\n${laser} power: number = Mode.On; }` }],
  ["a namespace", { "laser.ts": `${head}namespace Lab { export const power = 3; }\n${laser} power = Lab.power; }` }],
  ["parameter properties", { "laser.ts": `${head}${laser} constructor(public power = 3) { super(); } }` }],
  ["types that are gone when it runs", { "laser.ts": `${head}import type { Stage } from "./nowhere";\n${laser} power = 3 satisfies number; #stage?: Stage; declare ghost: string; }` }],
  ["a byte order mark and Windows line ends", { "laser.ts": `\uFEFF${good.replaceAll("\n", "\r\n")}` }],
  ["a byte order mark before #!", { "laser.ts": `\uFEFF#!/usr/bin/env dasedeck\n${good}` }],
  ["letters from everywhere", { "größe-光.ts": `${head}const größe = 3;\nexport default class 光 extends DataService { power = größe; }` }],
  ["JSON", { "laser.ts": `${head}import { power } from "./settings.json";\n${laser} power = power; }`, "settings.json": '{ "power": 3 }' }],
  ["a folder with an index", { "laser.ts": `${head}import { power } from "./parts";\n${laser} power = power; }`, "parts/index.ts": "export const power = 3;" }],
  ["a file named as it will be when compiled", { "laser.ts": `${head}import { power } from "./power.js";\n${laser} power = power; }`, "power.ts": "export const power: number = 3;" }],
  ["TypeScript's CommonJS", { "laser.cts": `import dasedeck = require("dasedeck");\nclass Laser extends dasedeck.DataService { power = 3; }\nexport = Laser;` }],
  ["a circle of imports that comes out well", { "laser.ts": `${head}import { power } from "./power";\nexport const unit = 3;\n${laser} power = power(); }`, "power.ts": `import { unit } from "./laser";\nexport const power = () => unit;` }],
  ["an abstract base in a file of its own", { "laser.ts": `import { Base } from "./base";\nexport default class Laser extends Base { power = this.least + 2; }`, "base.ts": `${head}export abstract class Base extends DataService { protected readonly least = 1; }` }],
];

it.each(right)("loads %s", async (what, files) => {
  const home = await put(what, files);
  const { status, attributes } = await load(join(home, Object.keys(files)[0] ?? ""));
  expect(status).toMatchObject({ state: "running", lastError: null });
  expect(attributes?.value).toMatchObject({ power: { type: "float", value: 3 } });
});

it("loads a package with a native addon from beside the file, and service options", async () => {
  const home = await put("native addon", {
    "laser.ts": `${head}import Database from "libsql";
      const { power } = new Database(":memory:").prepare("SELECT 3 AS power").get() as { power: number };
      export default class Laser extends DataService { static title = "Big laser"; static service = { restart: "no", watchdogSec: 5 }; power = power; }`,
  });
  await symlink(fileURLToPath(new URL("../../../node_modules", import.meta.url)), join(home, "node_modules"));
  const { title, status, attributes } = await load(join(home, "laser.ts"));
  expect(status).toMatchObject({ state: "running", options: { restart: "no", watchdogSec: 5, restartSec: 1 } });
  expect([title, attributes?.value["power"]?.value]).toEqual(["Big laser", 3]);
});

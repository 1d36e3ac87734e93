import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import { serveTree, type ServedTree } from "#runtime/served-tree.ts";
import { objectAt } from "#shared/mirror-tree.ts";
import { bundleServiceFile } from "./bundle-service-file.ts";
import { instantiateService } from "./instantiate-service.ts";
import { SourceRecord } from "./source-record.ts";

let folder: string;
let bundles = 0;
let tree: ServedTree | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-written-"));
});

afterEach(async () => {
  tree?.dispose();
  tree = null;
  await rm(folder, { recursive: true });
});

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Serves the service file of that name, bundled as the app does it. */
async function serve(name = "laser.ts"): Promise<ServedTree> {
  const bundle = join(folder, `bundle-${bundles++}.mjs`);
  await bundleServiceFile(join(folder, name), bundle, new SourceRecord());
  const module = (await import(/* @vite-ignore */ pathToFileURL(bundle).href)) as { default?: unknown };
  tree?.dispose();
  tree = serveTree(await instantiateService(module.default), { clock: new FakeClock(), warn: () => undefined });
  return tree;
}

function parametersOf(served: ServedTree, path: string): unknown {
  const method = objectAt(served.serialize(), path);
  if (method?.type !== "method") return null;
  return Object.entries(method.signature.parameters).map(([name, { optional, default: text }]) =>
    text === null ? `${name}${optional ? "?" : ""}` : `${name} = ${text}`,
  );
}

const float = (value: number) => ({ type: "float" as const, value });

describe("a parameter", () => {
  it("has the name that is written, whatever else in the bundle has that name", async () => {
    await put({
      "factor.ts": `export const factor = 2; export const reading = 1; export function scale() {}`,
      "stage.ts": `import { DataService } from "dasedeck"; import { reading } from "./factor";
        export abstract class Stage extends DataService { last = reading; moveTo(reading: number, scale = reading) { return reading + scale; } }`,
      "laser.ts": `import { DataService, parameters } from "dasedeck"; import { Stage } from "./stage"; import { factor } from "./factor";
        enum Mode { Slow, Fast }
        const options = 1, values = 2, mode = Mode.Slow;
        const Mixin = (Base: typeof Stage) => class extends Base { mixed(factor: number) { return factor; } };
        Object.freeze([process.pid, factor, options, values, mode]);
        export default class Laser extends Mixin(Stage as never) {
          scale(this: Laser, x: number, factor: number) { return x * factor; }
          async later(options?: number, ...values: number[]) { return [options, values]; }
          taken({ mode }: { mode?: number } = {}, [factor]: number[] = [1], process = factor) { return [mode, factor, process]; }
          @parameters({ mode: Mode }) select(mode: Mode = Mode.Slow) { return mode; }
          "in quotes"(factor: number) { return factor; }
          ["in brackets"](factor: number) { return factor; }
          get gain() { return factor; }
          set gain(factor: number) { void factor; }
        }`,
    });
    const served = await serve();
    expect(parametersOf(served, "scale")).toEqual(["x", "factor"]);
    expect(parametersOf(served, "later")).toEqual(["options?", "...values?"]);
    expect(parametersOf(served, "taken")).toEqual(["argument1 = {}", "argument2 = [1]", "process = factor"]);
    expect(parametersOf(served, "select")).toEqual(["mode = Mode.Slow"]);
    expect(parametersOf(served, "moveTo")).toEqual(["reading", "scale = reading"]);
    expect(parametersOf(served, "mixed")).toEqual(["factor"]);
    expect(served.serialize()).toMatchObject({
      name: "Laser",
      value: { select: { signature: { parameters: { mode: { choices: ["Slow", "Fast"] } } } } },
    });
    expect(await served.callMethod("scale", { args: [float(3)], kwargs: { factor: float(4) } })).toMatchObject({ value: 12 });
    expect(await served.callMethod("later", { args: [] })).toMatchObject({ type: "list" });
  });

  it("may be chosen for by its written name only, also where the bundler renames it", async () => {
    const file = (
      name: string,
    ): string => `import { DataService, parameters } from "dasedeck"; enum Mode { Slow } const mode = 1; Object.freeze([mode]);
      export default class Laser extends DataService {
        @parameters({ ${name}: Mode })
        select(mode: Mode) { return mode; }
      }`;
    await put({ "wrong.ts": file("mode2"), "laser.ts": file("mode") });
    await expect(serve("wrong.ts")).rejects.toThrow(
      'Member select: @parameters: the method has no parameter "mode2"; did you mean "mode"?',
    );
    await expect(serve()).resolves.toBeDefined();
  });

  it("keeps its name in a base class of a package, also where the package is minified", async () => {
    await put({
      "node_modules/stages/package.json": `{ "name": "stages", "main": "main.cjs" }`,
      "node_modules/stages/main.cjs": `exports.withStage=e=>class extends e{moveTo(t,e){return t+e}};`,
      "node_modules/typed/package.json": `{ "name": "typed", "main": "main.ts" }`,
      "node_modules/typed/main.ts": `export const withLamp = (Base: any) => class extends Base { light(e: number) { return e; } };`,
      "laser.ts": `import { DataService } from "dasedeck"; import { withStage } from "stages"; import { withLamp } from "typed";
        const e = 1, t = 2; Object.freeze([e, t]);
        export default class Laser extends withLamp(withStage(DataService)) { own(t: number) { return t; } }`,
    });
    const served = await serve();
    expect(["moveTo", "light", "own"].map((name) => parametersOf(served, name))).toEqual([["t", "e"], ["e"], ["t"]]);
  });

  it("has the name that is written, whatever names there are", async () => {
    const words = [
      "x",
      "factor",
      "factor2",
      "factor3",
      "name",
      "process",
      "event",
      "console",
      "globalThis",
      "Symbol",
      "Laser",
      "Base",
      "$dasedeckClass",
    ];
    const word = fc.constantFrom(...words);
    const methods = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.uniqueArray(word, { maxLength: 4 }), { noNullPrototype: true });
    const classText = (name: string, base: string, members: Record<string, string[]>): string =>
      `export class ${name} extends ${base} { ${Object.entries(members)
        .map(([method, names]) => `${method}(${names.join(", ")}) { return [${names.join(", ")}]; }`)
        .join(" ")} }`;
    const declared = fc.uniqueArray(fc.constantFrom("x", "factor", "factor2", "factor3", "event"), { maxLength: 5 });
    const script = fc.record({
      base: methods,
      own: methods,
      here: declared,
      there: declared,
      extension: fc.constantFrom("ts", "js", "mts"),
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(script, async ({ base, own, here, there, extension }) => {
        const constants = (names: string[]): string => names.map((name) => `const ${name} = 1; globalThis.used = ${name};`).join(" ");
        round += 1;
        await put({
          [`base-${round}.${extension}`]: `import { DataService } from "dasedeck"; ${constants(there)} globalThis.used = process; ${classText("Base", "DataService", base)}`,
          [`laser-${round}.${extension}`]: `import { Base } from "./base-${round}.${extension}"; ${constants(here)} globalThis.used = console; ${classText("Laser", "Base", own)} export default Laser;`,
        });
        const served = await serve(`laser-${round}.${extension}`);
        for (const [method, names] of Object.entries({ ...base, ...own })) expect(parametersOf(served, method)).toEqual(names);
      }),
      { numRuns: 40 },
    );
  });
});

const privateMembers = `
  private gain = 1;
  protected offset: number = 2;
  private readonly channel = 3;
  declare private later: number;
  readonly serial = "A1";
  public readonly limits: number[] = [1, 2];
  readonly stage = new Stage();
  readonly stages = [new Stage()];
  open = true;
  private get hidden() { return 1; }
  get level() { return 1; }
  private set level(level: number) { void level; }
  private home(axis: string): void;
  private home(axis: number): void;
  private home(axis: unknown) { void axis; }
  protected abstract read(): number;
  move(x: number) { return x; }`;

describe("TypeScript's modifiers", () => {
  async function served(): Promise<ServedTree> {
    await put({
      "base.ts": `import { DataService } from "dasedeck";
        class Stage extends DataService { position = 0; private target = 0; }
        export abstract class Base extends DataService {
          constructor(private port: string, protected readonly baud = 9600, public readonly model = "L", readonly firmware = 2, public rate = 1) {
            super();
            this.later = 1;
          }
          ${privateMembers}
        }`,
      "laser.ts": `import { Base } from "./base";
        export default class Laser extends Base {
          constructor() { super("COM1"); }
          protected read() { return 1; }
          public override offset = 5;
          private _both = 1;
          private async poll() {}
        }`,
    });
    return serve();
  }

  it("decide what is served, and what can be written", async () => {
    const tree = await served();
    const members = Object.entries(tree.serialize().value).map(
      ([name, { readonly, type }]) => `${name}${type !== "method" && readonly ? ": read-only" : ""}`,
    );
    expect(members).toEqual([
      "model: read-only",
      "firmware: read-only",
      "rate",
      "offset",
      "serial: read-only",
      "limits: read-only",
      "stage",
      "stages: read-only",
      "open",
      "level: read-only",
      "move",
    ]);
    expect(tree.leftOut()).toEqual([
      { path: "port", reason: "it is private in TypeScript" },
      { path: "baud", reason: "it is protected in TypeScript" },
      { path: "gain", reason: "it is private in TypeScript" },
      { path: "channel", reason: "it is private in TypeScript" },
      { path: "stage.target", reason: "it is private in TypeScript" },
      { path: "stages[0].target", reason: "it is private in TypeScript" },
      { path: "later", reason: "it is private in TypeScript" },
      { path: "_both", reason: "its name begins with _" },
      { path: "hidden", reason: "it is private in TypeScript" },
      { path: "home", reason: "it is private in TypeScript" },
      { path: "read", reason: "it is protected in TypeScript" },
      { path: "poll", reason: "it is private in TypeScript" },
    ]);
  });

  it("keep what is private from being written and called, and what is read-only from being replaced; services in it are used as all others", async () => {
    const tree = await served();
    await expect(tree.writeAttribute("gain", float(2))).rejects.toThrow('There is no attribute "gain"');
    await expect(tree.callMethod("home", { args: [] })).rejects.toThrow('There is no method "home"');
    await expect(tree.writeAttribute("serial", { type: "str", value: "B" })).rejects.toThrow("serial is read-only");
    await expect(tree.writeAttribute("limits[0]", float(2))).rejects.toThrow("limits[0] is read-only");
    await expect(tree.writeAttribute("model", { type: "str", value: "B" })).rejects.toThrow("model is read-only");
    await tree.writeAttribute("stage.position", float(2));
    await tree.writeAttribute("stages[0].position", float(3));
    expect(objectAt(tree.serialize(), "stages[0].position")).toMatchObject({ value: 3, readonly: false });
  });
});

it("a getter that returns a promise is left out with its line, and a rejection ends nothing", async () => {
  await put({
    "laser.ts": `import { DataService } from "dasedeck";
export default class Laser extends DataService {
  seen = 0;

  get power() { return Promise.reject(new Error("no answer")); }
  later = Promise.resolve(1);
}`,
  });
  const served = await serve();
  const reasons = Object.fromEntries(served.leftOut().map(({ path, reason }) => [path, reason]));
  expect(reasons["power"]).toMatch(/^Its getter \(line 5\) returns a promise, and a getter can't be async: /);
  expect(reasons["later"]).toBe("A promise can't be served: await it, and assign what it gives");
  expect(Object.keys(served.serialize().value)).toEqual(["seen"]);
});

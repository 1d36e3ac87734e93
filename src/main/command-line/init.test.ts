import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { copyNodeTypes } from "../../../scripts/node-types.mjs";
import { installationAround } from "../installation.ts";
import { typeErrors } from "./check-types.ts";
import { init } from "./init.ts";

/** As much of Dasedeck's types as the example needs; the real ones are made by the build. */
const types = `
  export declare class DataService { #brand: true; }
  export declare function sleep(seconds: number): Promise<void>;
  export declare function task(options?: { autostart?: boolean; restartSec?: number }): <This, Args extends unknown[]>(method: (this: This, ...args: Args) => Promise<unknown>, context: ClassMethodDecoratorContext) => void;
`;

let folder: string;
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-init-"));
  await mkdir(join(folder, "types"));
  await writeFile(join(folder, "types/index.d.ts"), types);
  copyNodeTypes(join(folder, "types"));
  said = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => said.push(text));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

function initLab(typesDir = join(folder, "types"), target = join(folder, "lab")): Promise<number> {
  return init(target, { ...installationAround(import.meta.url), typesDir });
}

it("makes a folder whose example TypeScript has nothing against", { timeout: 60_000 }, async () => {
  expect(await initLab()).toBe(0);
  expect((await readdir(join(folder, "lab"))).sort()).toEqual(["lamp-service.ts", "package.json", "tsconfig.json", "types"]);
  const file = join(folder, "lab/lamp-service.ts");
  expect(await typeErrors(file, join(folder, "nowhere"))).toEqual([]);
  await writeFile(file, (await readFile(file, "utf8")).replace("brightness = 0.5", 'brightness: number = "bright"'));
  expect(await typeErrors(file, join(folder, "nowhere"))).toEqual([
    `${file}:5:3: TS2322: Type 'string' is not assignable to type 'number'.`,
  ]);
  expect(said.join("\n")).toMatch(/ check .*lamp-service\.ts/);
});

describe("a driver that needs Node", () => {
  const driver = `import { readFileSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
export const config: string = readFileSync("x", "utf8") + process.pid + Buffer.from("x").toString("hex");
export const socket: Socket = createConnection(1);
export const answer: Promise<Response> = fetch("http://localhost");
export const wrong: number = Buffer.from("x");
`;
  const problems = [expect.stringMatching(/:6:14: TS2322: Type 'Buffer<.*>' is not assignable to type 'number'/)];

  beforeEach(async () => {
    await mkdir(join(folder, "lab"));
    await writeFile(join(folder, "lab/driver.ts"), driver);
  });

  it("is checked by the types in its folder, where nothing is installed", { timeout: 120_000 }, async () => {
    await initLab();
    expect(said).toContain(`wrote ${join("types", "node")}`);
    expect(await typeErrors(join(folder, "lab/driver.ts"), join(folder, "nowhere"))).toEqual(problems);
  });

  it.each(["{}", '{ "compilerOptions": { "types": [], "module": "nodenext", "target": "es2023" } }'])(
    "is checked by Dasedeck's own where tsconfig.json is %s",
    { timeout: 120_000 },
    async (tsconfig) => {
      await writeFile(join(folder, "lab/tsconfig.json"), tsconfig);
      await writeFile(join(folder, "lab/package.json"), '{ "type": "module" }');
      expect(await typeErrors(join(folder, "lab/driver.ts"), join(folder, "types"))).toEqual(problems);
    },
  );
});

it("checks a file that has no tsconfig.json with Dasedeck's own types", { timeout: 60_000 }, async () => {
  const file = join(folder, "laser.ts");
  await writeFile(
    file,
    'import { DataService, slep } from "dasedeck";\nexport default class Laser extends DataService { wait = slep(1); }\n',
  );
  expect(await typeErrors(file, join(folder, "types"))).toEqual([expect.stringContaining(`${file}:1:23: TS2724: `)]);
});

it("never writes over what is there", async () => {
  await mkdir(join(folder, "lab"));
  await writeFile(join(folder, "lab/lamp-service.ts"), "mine");
  expect(await initLab()).toBe(0);
  expect(await readFile(join(folder, "lab/lamp-service.ts"), "utf8")).toBe("mine");
  expect(said).toContain("kept  lamp-service.ts");
  expect(said).toContain("wrote tsconfig.json");
});

it("says what to do where its types were not built, and where the folder can't be written", async () => {
  await expect(initLab(join(folder, "nowhere"))).rejects.toThrow("run npm run build first");
  await writeFile(join(folder, "lab"), "a file");
  await expect(initLab()).rejects.toThrow("choose another folder");
});

it.skipIf(!existsSync("/proc/self"))("says so where no folder can be made, such as in Linux's /proc", { timeout: 5000 }, async () => {
  await expect(initLab(undefined, "/proc/dasedeck")).rejects.toThrow(
    /^\/proc\/dasedeck can't be written: ENOENT.*; choose another folder$/,
  );
});

describe("a folder with a tsconfig.json of its author's own", () => {
  const source = `import { DataService, task } from "dasedeck";\nexport default class Lamp extends DataService {\n  @task() async blink(): Promise<void> {}\n}\n`;

  async function checked(compilerOptions: object): Promise<string[]> {
    const own = join(folder, "own");
    await mkdir(own);
    await writeFile(join(own, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    await writeFile(join(own, "lamp.ts"), source);
    return typeErrors(join(own, "lamp.ts"), join(folder, "types"));
  }

  it.each([
    { target: "ES2022", module: "NodeNext", strict: true },
    { target: "ES2022", module: "ESNext", moduleResolution: "bundler", paths: { "@lab/*": ["./lab/*"] } },
  ])('finds "dasedeck": %j', async (options) => {
    expect(await checked({ ...options, skipLibCheck: true })).toEqual([]);
  });

  it("is told why older decorators don't work, in one line", async () => {
    const options = { target: "ES2022", module: "NodeNext", skipLibCheck: true, experimentalDecorators: true };
    expect(await checked(options)).toEqual([expect.stringMatching(/own\/tsconfig\.json: "experimentalDecorators" makes .* take it out/)]);
  });

  it("and is told of all else that is wrong with decorators, as they are when the service runs", async () => {
    const options = { target: "ES2022", module: "NodeNext", skipLibCheck: true, experimentalDecorators: true, emitDecoratorMetadata: true };
    await mkdir(join(folder, "wrong"));
    await writeFile(join(folder, "wrong", "tsconfig.json"), JSON.stringify({ compilerOptions: options }));
    const wrong = `import { DataService, task } from "dasedeck";
      const mine = (_: unknown, context: ClassMethodDecoratorContext): void => void context;
      export default class Lamp extends DataService {
        @mine level = 1;
        @mine on() {}
        @task() async poll() {}
      }`;
    await writeFile(join(folder, "wrong", "lamp.ts"), wrong);
    const found = await typeErrors(join(folder, "wrong", "lamp.ts"), join(folder, "types"));
    expect(found.map((line) => /lamp\.ts:(\d+)/.exec(line)?.[1] ?? "tsconfig")).toEqual(["tsconfig", "4"]);
  });
});

it("prints commands that work as they stand", async () => {
  await initLab();
  const [, command = ""] = /\n {2}(.* check .*)\n/.exec(said.join("\n")) ?? [];
  expect(command).toContain(process.argv[0]);
  expect(command).not.toContain("npx");
});

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { LoadFnOutput, ResolveFnOutput } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { load, resolve } from "./node-hooks.ts";
import { dasedeck } from "./vitest-plugin.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-hooks-"));
});

afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, text = ""): Promise<string> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return pathToFileURL(file).href;
}

function resolved(specifier: string, parentURL = pathToFileURL(join(folder, "laser.ts")).href): string {
  const next = (name: string): ResolveFnOutput => ({ url: name });
  return resolve(specifier, { parentURL, conditions: [], importAttributes: {} }, next).url;
}

function loaded(url: string): LoadFnOutput {
  return load(url, { conditions: [], format: null, importAttributes: {} }, () => ({ format: "module", source: "Node's own" }));
}

describe("Node's hook", () => {
  it.each([
    ["./gain.ts", "./gain.ts"],
    ["./gain", "./gain.ts"],
    ["./gain.js", "./gain.ts"],
    ["./modern.mjs", "./modern.mts"],
    ["./plain.js", "./plain.js"],
    ["./plain", "./plain.js"],
    ["./parts", "./parts/index.ts"],
    ["./parts/", "./parts/index.ts"],
    ["./nowhere", "./nowhere"],
    ["gain", "gain"],
    ["node:fs", "node:fs"],
  ])("takes %s for %s, as in a service file", async (specifier, found) => {
    for (const name of ["gain.ts", "modern.mts", "plain.js", "parts/index.ts"]) await put(name);
    expect(resolved(specifier)).toBe(found);
  });

  it("leaves imports of what is no file alone", () => {
    expect(resolved("./gain", "data:text/javascript,")).toBe("./gain");
  });

  it("compiles TypeScript, and JavaScript with decorators, with a map to the source", async () => {
    const typed = await put("laser.ts", "enum Mode { on }\nexport const mode: Mode = Mode.on;\n");
    const { source, format } = loaded(typed);
    expect(format).toBe("module");
    expect(source).toContain("const mode = 0");
    const map = /sourceMappingURL=data:application\/json;base64,(.*)/.exec(typeof source === "string" ? source : "")?.[1] ?? "";
    expect(JSON.parse(Buffer.from(map, "base64").toString())).toMatchObject({ sources: [expect.stringContaining("laser.ts")] });
    const decorated = await put("laser.mjs", "const mark = () => {};\nexport class Laser {\n  @mark\n  on() {}\n}\n");
    expect(loaded(decorated).source).not.toMatch(/@mark/);
  });

  it("leaves everything else to Node", async () => {
    const plain = await put("plain.js", "/*\n @example */ export const x = 1;");
    const foreign = await put("node_modules/other/index.ts", "export const x = 1;");
    for (const url of [plain, foreign, "node:fs", pathToFileURL(join(folder, "data.json")).href]) {
      expect(loaded(url).source).toBe("Node's own");
    }
  });
});

describe("vitest's plugin", () => {
  const plugin = dasedeck();
  const service = "export class Laser {\n  @mark() on() {}\n}\ndeclare function mark(): () => void;\n";

  it("compiles modules with decorators, and only those", () => {
    expect(plugin.transform(service, "/lab/laser.ts?v=1")?.code).not.toMatch(/@mark/);
    expect(plugin.transform("export default class { @mark() on() {} }", "/lab/laser.js")?.code).not.toMatch(/@mark/);
    expect(plugin.transform("export const x: number = 1;", "/lab/laser.ts")).toBeNull();
    expect(plugin.transform(service, "/lab/node_modules/other/laser.ts")).toBeNull();
    expect(plugin.transform("@import 'x';", "/lab/style.css")).toBeNull();
  });
});

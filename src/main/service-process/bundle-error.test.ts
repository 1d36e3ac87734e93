import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { putFile } from "#runtime/testing/put-file.ts";
import { tryBundle } from "./bundle-service-file.ts";
import { LoadError } from "./load-error.ts";
import { SourceRecord } from "./source-record.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-bundle-error-"));
});

afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, text: string): Promise<string> => putFile(folder, name, text);

async function failure(name: string): Promise<LoadError> {
  const error: unknown = await tryBundle(join(folder, name), new SourceRecord()).catch((reason: unknown) => reason);
  if (error instanceof LoadError) return error;
  throw new Error(`Expected a LoadError, got ${String(error)}`);
}

const simple = `import { DataService } from "dasedeck";\nexport default class Laser extends DataService { power = 3; }\n`;

describe("says at once all that is wrong", () => {
  it("with imports, with the packages to install", async () => {
    await put("package.json", "{}");
    await put("node_modules/there/package.json", `{ "name": "there", "exports": { ".": "./index.js" } }`);
    await put("node_modules/there/index.js", "");
    await put("lib/helper.ts", `import mqtt from "mqtt";\nexport const a = mqtt;\n`);
    const file = await put(
      "lib/laser.ts",
      `import a from "./nowhere.ts";\nimport axios from "axios/lib";\nimport { b } from "@lab/bus/deep";\nimport c from "there/inside";\nimport "./helper.ts";\nimport d from "axios";\nexport const all = [a, axios, b, c, d];\n${simple}`,
    );
    const { message, location } = await failure("lib/laser.ts");
    const listed = /^Could not resolve (.*)\. Run "npm install (.*)" in (.*)$/.exec(message);
    const names = listed?.[1] ?? "";
    for (const part of [
      '"./nowhere.ts" (line 1)',
      '"axios/lib" (line 2)',
      '"@lab/bus/deep" (line 3)',
      '"axios" (line 6)',
      '"mqtt" (helper.ts, line 1)',
    ])
      expect(names).toContain(part);
    expect(names).toMatch(/"there\/inside" \(line 4\): the package is installed, but has no such entry/);
    expect(listed?.[2]?.split(" ").sort()).toEqual(["@lab/bus", "axios", "mqtt"]);
    expect(listed?.[3]).toBe(folder);
    expect(location).toMatchObject({ file, line: 1, column: 15 });
  });

  it("with exports, each with its place", async () => {
    await put("helper.ts", "export const here = 1;");
    await put(
      "laser.ts",
      `import { gone, here } from "./helper.ts";\nimport { taks } from "dasedeck";\nexport const all = [gone, here, taks];\n${simple}`,
    );
    const { message, toReport } = await failure("laser.ts").then((error) => ({
      message: error.message,
      toReport: () => error.toReport(""),
    }));
    expect(message).toContain('"gone" (line 1)');
    expect(message).toContain('"taks" (line 2)');
    expect(toReport().stack?.match(/at .*laser\.ts:\d:\d/g)).toHaveLength(2);
  });

  it("in a long list, up to a number", async () => {
    await put("laser.ts", Array.from({ length: 50 }, (_, index) => `import "./nowhere-${index}";`).join("\n"));
    expect((await failure("laser.ts")).message).toMatch(/"\.\/nowhere-\d+" \(line \d+\); and 30 more$/);
  });

  it("of an async getter, and not how the parser sees it", async () => {
    await put(
      "laser.ts",
      `import { DataService } from "dasedeck";\nexport default class A extends DataService {\n  async get power() { return 1; }\n}`,
    );
    const { message, location } = await failure("laser.ts");
    expect(message).toBe('A getter can\'t be async: make "power" an async method, or keep its value in an attribute that a task sets');
    expect(location).toMatchObject({ line: 3, column: 13 });
  });
});

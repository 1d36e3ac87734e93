import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tryBundle } from "./bundle-service-file.ts";
import { LoadError } from "./load-error.ts";
import { SourceRecord } from "./source-record.ts";

// No source is known that esbuild reads and Babel does not; there will be one with each new version of TypeScript.
vi.mock(import("./source-classes.ts"), async (original) => {
  const real = await original();
  const parseSource: typeof real.parseSource = (source, extension) => {
    if (source.includes("/* newer than the parser */")) throw new SyntaxError("Unexpected token (3:4)");
    return real.parseSource(source, extension);
  };
  const tryParseSource: typeof real.tryParseSource = (source, extension) => {
    try {
      return parseSource(source, extension);
    } catch {
      return null;
    }
  };
  return { ...real, parseSource, tryParseSource };
});

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-glob-"));
});

afterEach(() => rm(folder, { recursive: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

async function problem(): Promise<LoadError | null> {
  const error: unknown = await tryBundle(join(folder, "laser.ts"), new SourceRecord()).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null || error instanceof LoadError) return error;
  throw new Error("bundling threw something else", { cause: error });
}

const service = (name: string): string => `import { DataService } from "dasedeck";
export default class Laser extends DataService {
  async use(name: string) { return (await import(${name})) as unknown; }
}
`;
const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`parts/deep/part${index}.ts`, "export const v = 1;"]));

describe("an import of a name that is only partly written out", () => {
  it.each([["`./${name}.ts`"], ['"./" + name + ".ts"'], ["`./parts/${name}.ts`"], ["`./${name}/deep/${name}.ts`"]])(
    "is refused where it means a whole tree: %s",
    async (name) => {
      await put({ "laser.ts": service(name), ...many });
      const error = await problem();
      expect(error?.message).toContain(`import(${name}) can mean any of `);
      expect(error?.message).toMatch(
        /Write out the files that are meant: const modules = \{ part\d+: \(\) => import\("\.\/parts\/deep\/part\d+\.ts"\) \}/,
      );
      expect(error?.location).toEqual({ file: join(folder, "laser.ts"), line: 3, column: 43 });
    },
  );

  it("is refused where it means files of installed packages", async () => {
    await put({ "laser.ts": service("`./${name}.ts`"), "node_modules/x/index.ts": "", "one.ts": "export {}" });
    expect((await problem())?.message).toMatch(/any of 3 files below .*, those of installed packages, too.*import\("\.\/one\.ts"\)/);
  });

  it("is taken where it means a few files", async () => {
    await put({ "laser.ts": service("`./drivers/${name}.ts`"), "drivers/one.ts": "export {}", "drivers/two.ts": "export {}" });
    expect(await problem()).toBeNull();
    await put({ "laser.ts": service("`./part-${name}.ts`"), ...many });
    expect(await problem()).toBeNull();
  });

  it("is named where a file that only it means is wrong", async () => {
    await put({ "laser.ts": service("`./${name}.ts`"), "old/draft.ts": "export const v = = 1;" });
    const error = await problem();
    expect(error?.message).toContain('Unexpected "=" (it is part of the service because of import(`./${name}.ts`) in line 3 of laser.ts');
    expect(error?.message).toContain("Write out the files that are meant");
    expect(error?.location).toMatchObject({ file: join(folder, "old/draft.ts"), line: 1 });
    await put({ "laser.ts": `${service("`./${name}.ts`")}const a = = 1;`, "old/draft.ts": "" });
    expect((await problem())?.message).toBe('Unexpected "="');
  });

  it("is left alone where it is no relative path", async () => {
    await put({ "laser.ts": service("new URL(`./${name}.ts`, import.meta.url).href"), ...many });
    expect(await problem()).toBeNull();
    await put({ "laser.ts": service("name + `./${name}.ts`"), ...many });
    expect(await problem()).toBeNull();
  });
});

describe("a file that can be run and not be read", () => {
  const unread = "/* newer than the parser */";

  it("is refused where members would be served that are private", async () => {
    await put({
      "laser.ts": `import { DataService } from "dasedeck"; import { Part } from "./part.ts";\nexport default class Laser extends DataService { part = new Part(); }`,
      "part.ts": `import { DataService } from "dasedeck"; ${unread}\nexport class Part extends DataService { private key = 1; }`,
    });
    const error = await problem();
    expect(error?.message).toContain(
      `${join(folder, "part.ts")} can't be read in full, so that its private, protected and readonly members would be served`,
    );
    expect(error?.message).toContain("Unexpected token (3:4)");
  });

  it("is taken where none is, and a syntax error comes first", async () => {
    await put({
      "laser.ts": `import { DataService } from "dasedeck"; ${unread}\nexport default class Laser extends DataService { power = 1; }`,
    });
    expect(await problem()).toBeNull();
    await put({
      "laser.ts": `import { DataService } from "dasedeck"; ${unread}\nexport default class Laser extends DataService { private power = = 1; }`,
    });
    expect((await problem())?.message).toBe('Unexpected "="');
  });
});

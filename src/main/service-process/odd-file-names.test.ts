import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bundleServiceFile } from "./bundle-service-file.ts";
import { instantiateService } from "./instantiate-service.ts";
import { SourceRecord } from "./source-record.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-names-"));
});

afterEach(() => rm(folder, { recursive: true }));

const names = [
  "a*b",
  "what?",
  "[old]",
  "{a,b}",
  "two words",
  "100%",
  "a#b",
  `quote"d'`,
  "K\u00fchler",
  "Ku\u0308hler",
  "line\nbreak",
  "back\\slash",
  "$(x)",
  "long".repeat(50),
];

const importsItsNeighbour = `import { DataService } from "dasedeck";
import { power } from "./part";
export default class Laser extends DataService { power = power; }`;

/** The folder carries the name, too: the paths of imports go through it. */
it.each(names)("a file of any name is loaded, with what it imports: %j", async (name) => {
  const parent = join(folder, name);
  const file = join(parent, `${name}.ts`);
  await mkdir(parent);
  await writeFile(join(parent, "part.ts"), "export const power = 7;");
  await writeFile(file, importsItsNeighbour);
  const bundle = join(folder, "bundle.mjs");
  await bundleServiceFile(file, bundle, new SourceRecord());
  const module = (await import(/* @vite-ignore */ pathToFileURL(bundle).href)) as { default?: unknown };
  expect(await instantiateService(module.default)).toMatchObject({ power: 7 });
});

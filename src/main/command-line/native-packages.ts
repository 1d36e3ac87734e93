import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** A package that has a native addon to build. */
export interface NativePackage {
  readonly name: string;
  readonly folder: string;
}

/** So deep are packages looked for within packages. */
const maxDepth = 5;

/** The packages below a folder's `node_modules` that have an addon with its source (`binding.gyp`) and no ready-made binaries: nothing else is, or can be, built. */
export async function nativePackages(folder: string): Promise<NativePackage[]> {
  const found: NativePackage[] = [];
  await collect(join(folder, "node_modules"), 0, found);
  const seen = new Set<string>();
  return found.filter(({ name }) => !seen.has(name) && seen.add(name));
}

async function collect(modules: string, depth: number, found: NativePackage[]): Promise<void> {
  if (depth > maxDepth) return;
  for (const name of await packageNames(modules)) {
    const folder = join(modules, name);
    if (await isBuilt(folder)) found.push({ name, folder });
    await collect(join(folder, "node_modules"), depth + 1, found);
  }
}

async function packageNames(modules: string): Promise<string[]> {
  const names = (await readdir(modules).catch(() => [])).filter((name) => !name.startsWith("."));
  const scoped = names
    .filter((name) => name.startsWith("@"))
    .map(async (scope) => (await readdir(join(modules, scope)).catch(() => [])).map((name) => `${scope}/${name}`));
  return [...names.filter((name) => !name.startsWith("@")), ...(await Promise.all(scoped)).flat()];
}

/** Headers alone, as in `node-addon-api`, build nothing; binaries in `prebuilds` fit every Node and Electron. */
async function isBuilt(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch((): string[] => []);
  if (!entries.includes("binding.gyp")) return false;
  return !entries.includes("prebuilds") || entries.includes("build");
}

import { join } from "node:path";
import { build } from "esbuild";
import { projectRoot } from "../../scripts/setup/project.mjs";

/** Bundles a program of `bench/programs`, whose decorators Node can't run, together with the runtime that it imports. */
export async function bundleProgram(name: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(projectRoot, "bench", "programs", `${name}.ts`)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.18",
    supported: { decorators: false },
    tsconfigRaw: { compilerOptions: { experimentalDecorators: false, useDefineForClassFields: true } },
    alias: { dasedeck: join(projectRoot, "src", "sdk", "index.ts") },
    banner: { js: 'import { createRequire as $require } from "node:module"; const require = $require(import.meta.url);' },
  });
}

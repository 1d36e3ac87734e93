/**
 * Writes the types of what authors import into `out/types`: files that need no other package. Node's own lie beside them, with their licence, since a laboratory
 * may have no network to install them from. A part of the build.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { copyNodeTypes } from "./node-types.mjs";
import { projectRoot } from "./setup/project.mjs";

const sdk = join(projectRoot, "src", "sdk");
const types = join(projectRoot, "out", "types");

const bundle = await rollup({
  input: { index: join(sdk, "index.ts"), testing: join(sdk, "testing.ts"), vitest: join(sdk, "vitest.ts") },
  // Other packages are not followed; whether any of their types is left in the end is seen below.
  external: (id) => !/^[./#]/.test(id),
  plugins: [dts({ tsconfig: join(projectRoot, "tsconfig.types.json") })],
});
const { output } = await bundle.generate({
  entryFileNames: "[name].d.ts",
  chunkFileNames: "[name].d.ts",
  // What a tsconfig may leave out.
  banner: '/// <reference lib="esnext.disposable" />',
});
for (const file of output) {
  const foreign = file.type === "chunk" ? file.imports.find((name) => !output.some(({ fileName }) => fileName === name)) : undefined;
  if (foreign !== undefined) throw new Error(`The types of ${file.fileName} need ${foreign}, which authors do not have`);
}
rmSync(types, { recursive: true, force: true });
mkdirSync(types, { recursive: true });
for (const file of output) if (file.type === "chunk") writeFileSync(join(types, file.fileName), file.code);
await bundle.close();
copyNodeTypes(types);

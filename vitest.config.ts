import { renameSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "esbuild";
import { defineConfig } from "vitest/config";
import { dasedeck } from "./src/main/test-kit/vitest-plugin.ts";

/** What the build takes of mathjs, in one file: as a whole it has thousands of them, and costs every test file a second. */
async function bundleMathjs(): Promise<string> {
  const file = resolve("node_modules/.cache/mathjs-units.mjs");
  const contents = `export { create, UnitDependencies } from "mathjs";`;
  const ownFile = `${file}.${process.pid}`;
  await build({ stdin: { contents, resolveDir: import.meta.dirname }, bundle: true, format: "esm", platform: "node", outfile: ownFile });
  renameSync(ownFile, file);
  return file;
}

export default defineConfig({
  // The plugin of authors; here Dasedeck itself is what is tested, and is loaded as everything else is.
  plugins: [{ ...dasedeck(), config: undefined }],
  oxc: { jsx: { runtime: "automatic" } },
  resolve: {
    alias: {
      "dasedeck/testing": resolve("src/sdk/testing.ts"),
      dasedeck: resolve("src/sdk/index.ts"),
      mathjs: await bundleMathjs(),
    },
  },
  test: {
    environment: "node",
    // Every wait is for a condition and ends with it: this is for machines that have much else to do.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "bench/**/*.test.ts"],
    setupFiles: ["src/shared/leak-check.setup.ts"],
  },
});

import { renameSync } from "node:fs";
import { resolve } from "node:path";
import { build, transform } from "esbuild";
import { defineConfig, type Plugin } from "vitest/config";

/** vite's own compiler leaves standard decorators as they are, and Node can't run them: esbuild lowers them, as it does for service files. */
const lowerDecorators: Plugin = {
  name: "lower-decorators",
  enforce: "pre",
  async transform(code, id) {
    const [file = ""] = id.split("?");
    if (!/\.m?ts$/.test(file) || file.includes("/node_modules/") || !/^\s*@\w/m.test(code.replaceAll(/\/\*.*?\*\//gs, ""))) return null;
    const { code: lowered, map } = await transform(code, {
      loader: "ts",
      target: "node20.18",
      format: "esm",
      sourcefile: file,
      sourcemap: true,
    });
    return { code: lowered, map };
  },
};

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
  plugins: [lowerDecorators],
  oxc: { jsx: { runtime: "automatic" } },
  resolve: { alias: { dasedeck: resolve("src/sdk/index.ts"), mathjs: await bundleMathjs() } },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    setupFiles: ["src/shared/leak-check.setup.ts"],
  },
});

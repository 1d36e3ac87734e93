import { resolve } from "node:path";
import { transform } from "esbuild";
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

export default defineConfig({
  plugins: [lowerDecorators],
  oxc: { jsx: { runtime: "automatic" } },
  resolve: { alias: { dasedeck: resolve("src/sdk/index.ts") } },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    setupFiles: ["src/shared/leak-check.setup.ts"],
  },
});

import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { dasedeck } from "./src/main/test-kit/vitest-plugin.ts";

export default defineConfig({
  // The plugin of authors; here Dasedeck itself is what is tested, and is loaded as everything else is.
  plugins: [{ ...dasedeck(), config: undefined }],
  oxc: { jsx: { runtime: "automatic" } },
  resolve: {
    alias: {
      "dasedeck/testing": resolve("src/sdk/testing.ts"),
      dasedeck: resolve("src/sdk/index.ts"),
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

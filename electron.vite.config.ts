import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

/** The oldest engines that the build runs in; see ARCHITECTURE.md, "Targets". */
const nodeTarget = "node20.18";
const chromeTarget = "chrome130";

/** Native binaries and what finds its own: everything else is bundled, since Node 20.18 can't `require` the ES modules inside fastify's tree. */
const external = ["electron", /^electron\//, "esbuild", "libsql"];

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        external,
        input: {
          index: resolve("src/main/index.ts"),
          headless: resolve("src/main/headless.ts"),
          "service-process": resolve("src/main/service-process/index.ts"),
          "journal-worker": resolve("src/main/deck/journal/journal-worker.ts"),
          // What authors import; see "exports" in package.json.
          sdk: resolve("src/sdk/index.ts"),
          testing: resolve("src/sdk/testing.ts"),
          vitest: resolve("src/sdk/vitest.ts"),
          register: resolve("src/sdk/register.ts"),
          "node-hooks": resolve("src/main/test-kit/node-hooks.ts"),
        },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      // A sandboxed preload must be CommonJS.
      rolldownOptions: {
        external,
        input: { index: resolve("src/preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: "src/renderer",
    plugins: [react()],
    build: { target: chromeTarget, rolldownOptions: { input: resolve("src/renderer/index.html") } },
  },
});

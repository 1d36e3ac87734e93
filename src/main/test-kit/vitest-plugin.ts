import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { compileForTest, hasDecorators, type CompiledModule } from "./compile-for-test.ts";

/** A plugin for vite; as much of vite's own type as it needs. */
export interface DasedeckPlugin {
  readonly name: string;
  readonly enforce: "pre";
  config(): object;
  transform(code: string, id: string): CompiledModule | null;
}

/** Where this copy of Dasedeck is. */
const ownFolder = dirname(fileURLToPath(import.meta.url));

/**
 * Lets vitest load service files: neither vite nor Node can run standard decorators yet, so they are lowered as the app does it.
 *
 * @example
 * // vitest.config.ts
 * import { dasedeck } from "dasedeck/vitest";
 * import { defineConfig } from "vitest/config";
 *
 * export default defineConfig({ plugins: [dasedeck()] });
 */
export function dasedeck(): DasedeckPlugin {
  return {
    name: "dasedeck",
    enforce: "pre",
    // Node loads Dasedeck itself, so that there is one copy of it, whoever imports it.
    config: () => ({ test: { server: { deps: { external: [startingWith(ownFolder)] } } } }),
    transform(code, id) {
      const [file = ""] = id.split("?");
      if (file.includes("/node_modules/") || !hasDecorators(file, code)) return null;
      return compileForTest(file, code);
    },
  };
}

function startingWith(folder: string): RegExp {
  return new RegExp(`^${folder.replaceAll("\\", "/").replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")}/`);
}

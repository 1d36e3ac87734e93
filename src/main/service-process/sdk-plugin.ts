import type { Plugin } from "esbuild";
import * as sdk from "#sdk";

const sdkKey = Symbol.for("dasedeck.sdk");

/** Makes `import … from "dasedeck"` in a service file mean this process's own copy, so that `instanceof` and the current run agree. */
export function sdkPlugin(): Plugin {
  Object.assign(globalThis, { [sdkKey]: sdk });
  return {
    name: "dasedeck-sdk",
    setup(build) {
      build.onResolve({ filter: /^dasedeck$/ }, () => ({ path: "dasedeck", namespace: "dasedeck-sdk" }));
      build.onResolve({ filter: /^dasedeck\// }, ({ path }) => ({
        errors: [{ text: `"${path}" is for tests only: a service file, and what it imports, can't use it` }],
      }));
      build.onLoad({ filter: /.*/, namespace: "dasedeck-sdk" }, () => ({
        contents: `export const { ${Object.keys(sdk).join(", ")} } = globalThis[Symbol.for("dasedeck.sdk")];`,
        loader: "js",
      }));
    },
  };
}

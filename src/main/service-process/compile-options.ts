import type { TransformOptions } from "esbuild";

/** How esbuild makes JavaScript of a service's TypeScript: for the app, and in the same way for the author's tests. */
export const compileOptions = {
  format: "esm",
  platform: "node",
  target: "node20.18",
  supported: { decorators: false },
  // A tsconfig beside the file must not switch to the older, different decorators, nor keep imports of types.
  tsconfigRaw: { compilerOptions: { experimentalDecorators: false, useDefineForClassFields: true, verbatimModuleSyntax: false } },
  keepNames: true,
} as const satisfies TransformOptions;

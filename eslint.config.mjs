import js from "@eslint/js";
import node from "eslint-plugin-n";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const code = ["**/*.{ts,tsx,mts,cts,js,mjs,cjs}"];

export default defineConfig(
  globalIgnores(["out/", "dist/", "test-results/", "playwright-report/", "screenshots/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: code,
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "max-lines": ["error", { max: 300 }],
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // A number in a text needs no ceremony.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Index signatures are read with brackets: tsconfig's noPropertyAccessFromIndexSignature asks for it.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      // The contract names shapes with `type`, as zod infers them.
      "@typescript-eslint/consistent-type-definitions": "off",
    },
  },
  {
    // The build runs in the Node of Electron 33; see ARCHITECTURE.md, "Targets".
    files: ["src/main/**", "src/preload/**", "src/shared/**", "src/sdk/**"],
    plugins: { n: node },
    rules: { "n/no-unsupported-features/node-builtins": ["error", { version: ">=20.18.0" }] },
  },
  {
    // On a fresh clone these run on whatever Node ≥ 20 is there.
    files: ["scripts/**/*.mjs"],
    plugins: { n: node },
    rules: { "n/no-unsupported-features/node-builtins": ["error", { version: ">=20.0.0" }] },
  },
  {
    files: ["src/renderer/**"],
    extends: [reactHooks.configs.flat["recommended-latest"]],
    // @tanstack/react-virtual does not suit React's compiler, which is not used here.
    // Hooks and the api's stores are closures: none of their functions needs `this`, and taking them apart is how they are meant to be used.
    rules: { "@typescript-eslint/unbound-method": "off", "react-hooks/incompatible-library": "off" },
  },
  {
    // TypeScript knows better which names exist; and in JavaScript ESLint doesn't see the types that JSDoc gives, which `checkJs` checks.
    files: code,
    rules: { "no-undef": "off" },
  },
  {
    files: ["**/*.mjs"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    // A task is asynchronous by contract, also one that awaits nothing.
    files: ["**/*.test.{ts,tsx}", "e2e/**", "resources/examples/**", "bench/services/**"],
    rules: { "@typescript-eslint/require-await": "off" },
  },
  {
    // A task is reached by its method's name: `taskOf(channel.poll)`.
    files: ["bench/services/**", "bench/programs/**"],
    rules: { "@typescript-eslint/unbound-method": "off" },
  },
  {
    files: ["**/*.cjs"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);

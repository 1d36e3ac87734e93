/**
 * What `import … from "dasedeck/vitest"` gives a `vitest.config.ts`: {@link dasedeck}, the plugin that loads service files.
 *
 * @module
 */
export { dasedeck } from "../main/test-kit/vitest-plugin.ts";
export type { DasedeckPlugin } from "../main/test-kit/vitest-plugin.ts";

import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compileOptions } from "./compile-options.ts";

/** The `tsconfig.json` nearest to a file, in its folder or one around it, as for TypeScript; `null` where there is none. */
export async function nearestTsconfig(file: string): Promise<string | null> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const candidate = join(folder, "tsconfig.json");
    const isFile = await stat(candidate).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isFile) return candidate;
    if (dirname(folder) === folder) return null;
  }
}

/** esbuild's `tsconfigRaw`: what an author's own file says, of which `paths` and `baseUrl` matter, with our settings over it. */
export function tsconfigOver(tsconfig: string | null): string {
  return JSON.stringify({ ...(tsconfig !== null && { extends: tsconfig }), ...compileOptions.tsconfigRaw });
}

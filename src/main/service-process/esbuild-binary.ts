import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Programs can't be started from inside an asar archive; electron-builder puts them beside it. */
function unpacked(path: string): string {
  return path.replace(/([\\/])app\.asar([\\/])/, "$1app.asar.unpacked$2");
}

/** Imports esbuild, in a packaged app with its program found outside the archive. */
export async function loadEsbuild(): Promise<typeof import("esbuild")> {
  const require = createRequire(import.meta.url);
  const packageFolder = dirname(require.resolve("esbuild/package.json"));
  if (unpacked(packageFolder) !== packageFolder) {
    const program = process.platform === "win32" ? "esbuild.exe" : join("bin", "esbuild");
    const platformPackage = `@esbuild/${process.platform}-${process.arch}`;
    const manifest = createRequire(join(packageFolder, "package.json")).resolve(`${platformPackage}/package.json`);
    process.env["ESBUILD_BINARY_PATH"] = unpacked(join(dirname(manifest), program));
  }
  return import("esbuild");
}

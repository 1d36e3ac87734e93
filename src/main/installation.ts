import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import manifest from "../../package.json" with { type: "json" };

/** Where the parts of an installation of Dasedeck lie. */
export interface Installation {
  readonly version: string;
  readonly serviceProcessFile: string;
  readonly journalWorkerFile: string;
  readonly preloadFile: string;
  readonly rendererDir: string;
  readonly examplesDir: string;
  readonly iconFile: string;
  /** The types of what authors import; written by the build. */
  readonly typesDir: string;
}

/**
 * Finds everything from the place of a root, which is `out/main` in a clone and in a package alike.
 *
 * @param rootUrl - `import.meta.url` of a root; code that roots share is built elsewhere
 */
export function installationAround(rootUrl: string): Installation {
  const built = dirname(fileURLToPath(rootUrl));
  return {
    version: manifest.version,
    serviceProcessFile: join(built, "service-process.js"),
    journalWorkerFile: join(built, "journal-worker.js"),
    preloadFile: join(built, "../preload/index.cjs"),
    rendererDir: join(built, "../renderer"),
    // esbuild is a program of its own and can't look into the archive of a packaged app: examples lie beside it.
    examplesDir: join(built, "../../resources/examples").replace(/([\\/])app\.asar([\\/])/, "$1app.asar.unpacked$2"),
    typesDir: join(built, "../types"),
    iconFile: join(built, "../../resources/icons/icon.png"),
  };
}

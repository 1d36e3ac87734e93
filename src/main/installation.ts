import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import manifest from "../../package.json" with { type: "json" };

// Both roots are built into out/main, also inside a package.
const built = dirname(fileURLToPath(import.meta.url));

/** Where the parts of this installation of Dasedeck lie. */
export const installation = {
  version: manifest.version,
  serviceProcessFile: join(built, "service-process.js"),
  preloadFile: join(built, "../preload/index.cjs"),
  rendererDir: join(built, "../renderer"),
  examplesDir: join(built, "../../resources/examples"),
  iconFile: join(built, "../../resources/icons/icon.png"),
};

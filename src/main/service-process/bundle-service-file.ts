import { randomUUID } from "node:crypto";
import { readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { builtinModules, isBuiltin } from "node:module";
import { dirname, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BuildFailure, BuildResult, Plugin } from "esbuild";
import { describeThrown } from "#runtime/error-report.ts";
import { didYouMean } from "#runtime/nearest-name.ts";
import { makeFolder } from "#runtime/make-folder.ts";
import { nearestTsconfig, tsconfigOver } from "./author-tsconfig.ts";
import { toLoadError } from "./bundle-error.ts";
import { compileOptions } from "./compile-options.ts";
import { loadEsbuild } from "./esbuild-binary.ts";
import { defaultExportRule } from "./instantiate-service.ts";
import { LoadError } from "./load-error.ts";
import { modulePlacePlugin, placeDefines, type ModuleNotes } from "./module-place-plugin.ts";
import { sdkPlugin } from "./sdk-plugin.ts";
import type { SourceRecord } from "./source-record.ts";

type Esbuild = typeof import("esbuild");

const extensions = [".ts", ".mts", ".js", ".mjs", ".cts", ".cjs"];
const entryName = "dasedeck-service-file";
const largestFile = 5 * 1024 * 1024;

/**
 * Bundles a service file and the files that it imports into one ES module: types removed, standard decorators lowered, source map inside.
 *
 * @param file - absolute path of the service file
 * @param bundleFile - where the bundle is to be written; where that can't be done, it goes to the folder for temporary files
 * @param sources - takes down which files were read, also where it fails
 * @param realFile - the real path that `file` has to lead to; `null`: any
 * @returns the real path of what was written
 * @throws LoadError that says what is wrong, with file, line and column where there is one
 */
export async function bundleServiceFile(
  file: string,
  bundleFile: string,
  sources: SourceRecord,
  realFile: string | null = null,
): Promise<string> {
  const { outputFiles } = await bundle(file, bundleFile, sources, realFile);
  try {
    return await write(outputFiles);
  } catch {
    await rm(bundleFile, { force: true }).catch(() => undefined);
    // The data folder may be read-only or full; that keeps no service from running. The source map tells of its own place, so it is another bundle.
    const elsewhere = await bundle(file, join(tmpdir(), `dasedeck-${randomUUID()}.mjs`), sources, realFile);
    return await write(elsewhere.outputFiles).catch((error: unknown) => {
      throw new LoadError(`The bundle of ${file} can't be written: ${describeThrown(error).message}`);
    });
  }
}

/**
 * Finds what is wrong with a service file without running any of it.
 *
 * @throws LoadError as {@link bundleServiceFile}
 */
export async function tryBundle(file: string, sources: SourceRecord): Promise<void> {
  const { metafile } = await bundle(file, `${file}.bundle.mjs`, sources);
  const exported = Object.values(metafile.outputs).flatMap((output) => output.exports);
  if (!exported.includes("default")) throw new LoadError(`${defaultExportRule} nothing`);
}

type Bundle = BuildResult<{ write: false; metafile: true }>;

async function bundle(givenFile: string, outfile: string, sources: SourceRecord, realFile: string | null = null): Promise<Bundle> {
  // As Node has it: what a link leads to finds its imports in its own place.
  const file = await realpath(givenFile).catch(() => givenFile);
  await sources.add(file);
  // Where the link leads elsewhere, that is a new version of the file.
  if (file !== givenFile) await sources.addLink(givenFile);
  // From here on only the real path is used, which no link can turn elsewhere.
  if (realFile !== null && file !== realFile)
    throw new LoadError(
      `${givenFile} led to ${realFile} when the start was allowed and leads to ${file} now; load the service file again to be asked`,
    );
  await checkFile(file);
  await checkEncoding(file);
  const esbuild = await loadEsbuild();
  const tsconfig = await nearestTsconfig(await realpath(file));
  const notes: ModuleNotes = { globs: [], unreadable: [] };
  try {
    const built = await build(esbuild, { file, outfile, sources, tsconfig, notes });
    checkReadable(notes);
    return built;
  } catch (error) {
    // One that is broken, perhaps far above the file, is of no concern to a service that has no need of it.
    if (tsconfig !== null && isBuildFailure(error) && isAboutJson(error)) {
      const without = await build(esbuild, { file, outfile, sources, tsconfig: null, notes }).catch(() => null);
      if (without !== null) return without;
    }
    if (!isBuildFailure(error)) throw error;
    await sources.addMissing(error, dirname(file));
    throw await toLoadError(error, file, notes.globs);
  } finally {
    // Ends esbuild's own process; a service has no further use of it.
    await esbuild.stop();
  }
}

/** @returns the real path */
async function write([output]: Bundle["outputFiles"]): Promise<string> {
  if (output === undefined) throw new Error("esbuild gave nothing to write");
  // An author's program may hold a password.
  await makeFolder(dirname(output.path), 0o700);
  await writeFile(output.path, output.contents, { mode: 0o600 });
  return realpath(output.path);
}

interface BuildTask {
  readonly file: string;
  readonly outfile: string;
  readonly sources: SourceRecord;
  /** Where to read `paths` from. */
  readonly tsconfig: string | null;
  readonly notes: ModuleNotes;
}

/**
 * Rather no service than one that serves what its author has called private.
 *
 * @throws LoadError where the members of a class could not be read
 */
function checkReadable({ unreadable: [first] }: ModuleNotes): void {
  if (first === undefined) return;
  const { file, reason } = first;
  throw new LoadError(
    `${file} can't be read in full, so that its private, protected and readonly members would be served to all: ${reason}. Write that line in another way, or begin the names of private members with _ or #`,
  );
}

function build(esbuild: Esbuild, { file, outfile, sources, tsconfig, notes }: BuildTask): Promise<Bundle> {
  return esbuild.build({
    // Not the path itself, in which esbuild would read *, ? and [ as a pattern.
    entryPoints: [entryName],
    absWorkingDir: dirname(file),
    outfile,
    write: false,
    metafile: true,
    bundle: true,
    ...compileOptions,
    tsconfigRaw: tsconfigOver(tsconfig),
    sourcemap: "inline",
    define: placeDefines,
    banner: {
      js: `import { createRequire as $dasedeckRequire } from "node:module"; const require = $dasedeckRequire(${JSON.stringify(pathToFileURL(file).href)});`,
    },
    plugins: [entryPlugin(file), sources.plugin(), sdkPlugin(), installedPackagesPlugin(), modulePlacePlugin(notes)],
    logLevel: "silent",
  });
}

/** Leads from {@link entryName} to the service file, whatever characters its path has. */
function entryPlugin(file: string): Plugin {
  return {
    name: "entry",
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${entryName}$`) }, ({ kind }) => (kind === "entry-point" ? { path: file } : undefined));
    },
  };
}

/** What Windows' editors write at times: its bytes would be called a syntax error. */
async function checkEncoding(file: string): Promise<void> {
  const [first, second] = await readFile(file).catch(() => []);
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) throw new LoadError(`${file} is UTF-16; save it as UTF-8`);
}

async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new LoadError(code === "ENOENT" ? `There is no file ${file}` : `${file} can't be read: ${message}`);
  });
  if (found.isDirectory()) throw new LoadError(`${file} is a folder; a service file is needed`);
  if (!extensions.includes(extname(file))) {
    throw new LoadError(`${file} is no service file: its name must end in ${extensions.slice(0, 4).join(", ")}`);
  }
  if (found.size > largestFile) {
    throw new LoadError(`${file} has ${(found.size / 1024 / 1024).toFixed(1)} MiB; a service file may have at most 5 MiB`);
  }
}

/**
 * Leaves packages out of the bundle and names them by the address that they have beside the service file: native addons and packages that look for
 * their own files work only from their own place.
 */
function installedPackagesPlugin(): Plugin {
  const ownLookup = Symbol("own look-up");
  return {
    name: "installed-packages",
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...where }) => {
        if (where.kind === "import-statement" && path.startsWith("node:") && !isBuiltin(path)) {
          const known = builtinModules.map((name) => `node:${name}`);
          return { errors: [{ text: `No such built-in module: ${path}${didYouMean(path, known)}` }] };
        }
        if (pluginData === ownLookup || where.kind === "entry-point" || /^(node:|[a-zA-Z]:)/.test(path)) return undefined;
        const { importer, resolveDir, kind, namespace } = where;
        const found = await build.resolve(path, { importer, resolveDir, kind, namespace, pluginData: ownLookup });
        if (found.errors.length > 0 || found.external) return found;
        if (!found.path.includes("node_modules") || /\.[cm]?tsx?$/.test(found.path)) return found;
        return { path: kind === "require-call" ? found.path : pathToFileURL(found.path).href, external: true };
      });
    },
  };
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);
}

function isAboutJson({ errors }: BuildFailure): boolean {
  return errors.some(({ location }) => location?.file.endsWith(".json"));
}

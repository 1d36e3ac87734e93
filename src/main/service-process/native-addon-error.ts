/** The program that runs a service. */
export interface Engine {
  readonly name: "Node" | "Electron";
  readonly version: string;
  /** `NODE_MODULE_VERSION` of the addons that it can load. */
  readonly abi: string;
  /** Processor, as `x64`. */
  readonly arch: string;
}

/** The one that runs this process. */
export function currentEngine(): Engine {
  const { node, modules: abi } = process.versions;
  // Node's types don't know that it is only there in Electron.
  const { electron } = process.versions as { electron?: string };
  const { arch } = process;
  return electron === undefined ? { name: "Node", version: node, abi, arch } : { name: "Electron", version: electron, abi, arch };
}

/**
 * Says of a native addon that can't be loaded why, and what to do about it. Node's own advice, `npm rebuild`, builds for the Node that npm runs on, which is not the
 * one that runs the service.
 *
 * @param error - whatever was thrown.
 * @returns the explanation, or `null` if the error is not about a native addon.
 */
export function explainAddonError(error: unknown, engine: Engine): string | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as NodeJS.ErrnoException;
  const unbuilt = unbuiltPackage(error);
  if (unbuilt !== null) {
    return `The native addon of ${unbuilt.name} is not there: npm has not built it, perhaps because install scripts are not allowed. ${engine.name} ${engine.version} runs this service. ${remedy(engine, unbuilt.path)}`;
  }
  const builtFor = /NODE_MODULE_VERSION (\d+)/.exec(error.message)?.[1];
  if (code !== "ERR_DLOPEN_FAILED" && builtFor === undefined) return null;
  const runs = `${engine.name} ${engine.version} runs this service`;
  const place = /'?((?:[A-Za-z]:)?[\\/][^'\n:]*?\.node)\b/.exec(error.message)?.[1] ?? null;
  const what = `The native addon ${place ?? ""}`.trim();
  if (builtFor !== undefined) {
    return `${what} was built for another Node (NODE_MODULE_VERSION ${builtFor}). ${runs} (NODE_MODULE_VERSION ${engine.abi}). ${remedy(engine, place)}`;
  }
  const missing = /([^\s:]+\.so[^\s:]*): cannot open shared object file/.exec(error.message)?.[1];
  if (missing !== undefined)
    return `${what} needs the library ${missing}, which this computer does not have: install the package that contains it`;
  const version = /version [`'](GLIBC[^']*)' not found/.exec(error.message)?.[1];
  if (version !== undefined) {
    return `${what} was built on a newer system: it needs ${version}, which this computer does not have. ${remedy(engine, place)}`;
  }
  if (
    /invalid ELF header|wrong ELF class|incompatible architecture|is not a valid Win32 application|wrong architecture/i.test(error.message)
  ) {
    return `${what} was built for another system or processor. ${runs} on ${process.platform} ${engine.arch}. ${remedy(engine, place)}`;
  }
  return null;
}

/** What the packages `bindings` and `node-gyp-build` throw where there is no binary. */
function unbuiltPackage({ message, stack = "" }: Error): { readonly name: string; readonly path: string } | null {
  if (!/Could not locate the bindings file|No native build was found for/.test(message)) return null;
  for (const [path, , name = ""] of `${message}\n${stack}`.matchAll(
    /((?:[A-Za-z]:)?[\\/][^\s'"()]*?)[\\/]node_modules[\\/]((?:@[^\\/\s]+[\\/])?[^\\/\s:]+)/g,
  )) {
    if (name !== "bindings" && name !== "node-gyp-build") return { name, path: `${path}/` };
  }
  return null;
}

function remedy({ name, version, arch }: Engine, addon: string | null): string {
  const [, folder = "the service's folder", packageName = ""] =
    /^(.*?)[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(addon ?? "") ?? [];
  const only = packageName === "" ? "" : ` ${packageName}`;
  const command =
    name === "Electron"
      ? `npx @electron/rebuild --version ${version} --arch ${arch} --force${only === "" ? "" : ` --only${only}`}`
      : `npm rebuild${only}`;
  const how = name === "Electron" ? "" : `, with Node ${version} as the "node" on the PATH`;
  const ours = `dasedeck rebuild ${name === "Electron" ? `--electron ${version} ` : ""}${quotedPath(folder)}`;
  return `Build it for that: run "${command}" in ${folder}${how}; "${ours}" does the same`;
}

function quotedPath(path: string): string {
  return /^[\w./\\:@-]+$/.test(path) ? path : path.startsWith("the ") ? "." : `'${path}'`;
}

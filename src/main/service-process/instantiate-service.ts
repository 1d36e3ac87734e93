import { DataService } from "#runtime/data-service.ts";
import { LoadError } from "./load-error.ts";

/** What a service file must export; whoever says it adds what was found instead. */
export const defaultExportRule =
  "The default export must be a class that extends DataService, an instance or a function that returns one; it is";

/**
 * Makes a service out of the default export of a service file: a class that extends `DataService`, an instance of one, or an (async) function that
 * returns an instance. CommonJS as TypeScript writes it counts as the ES module that it was.
 *
 * @param exported - the default export of the bundle.
 * @throws LoadError if it is none of these; whatever the author's own code throws
 */
export async function instantiateService(exported: unknown): Promise<DataService> {
  const defaultExport = isCompiledModule(exported) ? exported.default : exported;
  if (defaultExport instanceof DataService) return defaultExport;
  if (typeof defaultExport !== "function") {
    const found = defaultExport === undefined ? "nothing" : `a value of type ${defaultExport === null ? "null" : typeof defaultExport}`;
    throw new LoadError(`${defaultExportRule} ${found}`);
  }
  if (isServiceClass(defaultExport)) return new defaultExport();
  if (isClass(defaultExport)) {
    throw new LoadError(`The class ${defaultExport.name} must extend DataService, imported from "dasedeck"`);
  }
  const returned = await (defaultExport as () => unknown)();
  if (returned instanceof DataService) return returned;
  throw new LoadError(`The function ${defaultExport.name} must return an instance of a class that extends DataService`);
}

/** In CommonJS the bundle's default export is all of `module.exports`. */
function isCompiledModule(value: unknown): value is { default?: unknown } {
  return typeof value === "object" && value !== null && "__esModule" in value && value.__esModule === true;
}

function isServiceClass(value: object): value is new () => DataService {
  return typeof value === "function" && value.prototype instanceof DataService;
}

/** V8 prints a class as it was written. */
function isClass(value: object): boolean {
  return Function.prototype.toString.call(value).startsWith("class");
}

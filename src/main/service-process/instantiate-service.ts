import { classOf } from "#runtime/class-of.ts";
import { DataService, isConstructed } from "#runtime/data-service.ts";
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
  if (defaultExport instanceof DataService) return checked(defaultExport);
  if (typeof defaultExport !== "function") throw new LoadError(`${defaultExportRule} ${kindOf(defaultExport)}`);
  if (defaultExport === DataService) {
    throw new LoadError(`${defaultExportRule} DataService itself; write \`export default class Laser extends DataService { … }\``);
  }
  const { name } = defaultExport;
  if (isServiceClass(defaultExport)) return constructed(defaultExport);
  if (isClass(defaultExport)) {
    throw new LoadError(`The class ${name} must extend DataService, imported from "dasedeck"`, { className: name });
  }
  const made: unknown = (defaultExport as () => unknown)();
  // What is a service is not waited for, whatever its members are called.
  const returned = made instanceof DataService ? made : await made;
  if (returned instanceof DataService) return checked(returned);
  throw new LoadError(`The function ${name} must return an instance of a class that extends DataService`);
}

function constructed(serviceClass: new () => DataService): DataService {
  const made: unknown = new serviceClass();
  if (made instanceof DataService && isConstructed(made)) return checked(made);
  const { name } = serviceClass;
  throw new LoadError(
    `The constructor of ${name} returns another object than the service that \`super()\` made; leave its \`return\` out`,
    {
      className: name,
      member: "constructor",
    },
  );
}

function checked(service: DataService): DataService {
  const className = classOf(service).name;
  if (!isConstructed(service)) {
    throw new LoadError(`The default export has the prototype of ${className}, but was not made by \`new ${className}()\``, { className });
  }
  if (typeof Reflect.get(service, "then") === "function") {
    const why = "JavaScript takes it for a promise and can't wait for it";
    throw new LoadError(`${className} has a method called "then", so that ${why}; give the method another name`, {
      className,
      member: "then",
    });
  }
  return service;
}

function kindOf(value: unknown): string {
  return value === undefined ? "nothing" : `a value of type ${value === null ? "null" : typeof value}`;
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

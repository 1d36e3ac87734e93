import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { registerBundleFile } from "#runtime/author-stack.ts";
import type { DataService } from "#runtime/data-service.ts";
import { registerDocumentation } from "#runtime/documentation.ts";
import { describeThrown } from "#runtime/error-report.ts";
import { setServiceParameters } from "#runtime/service-parameters.ts";
import type { LoadRequest } from "#shared/service-channel.ts";
import { bundleServiceFile } from "./bundle-service-file.ts";
import { instantiateService } from "./instantiate-service.ts";
import { LoadError } from "./load-error.ts";
import { readDocumentation } from "./read-documentation.ts";
import { readLoadTimeout } from "./read-load-timeout.ts";
import type { SourceRecord } from "./source-record.ts";

/**
 * Makes the service that a file describes, with its documentation. The working directory of this process is the file's folder from then on.
 *
 * @param sources - takes down the files that were read, also where one of them is wrong
 * @param announceTimeout - told how long loading may take, in seconds, before any code of the service runs
 * @throws LoadError with place, if the file can't become a service; whatever the author's own code throws
 */
export async function loadServiceFile(
  { file, realFile, bundleFile, parameters }: LoadRequest,
  sources: SourceRecord,
  announceTimeout: (sec: number) => Promise<void>,
): Promise<DataService> {
  const bundle = await bundleServiceFile(file, bundleFile, sources, realFile);
  enterFolder(dirname(file));
  setServiceParameters(parameters);
  registerDocumentation(await readDocumentation(Object.keys(sources.files)));
  const timeoutSec = await readLoadTimeout(Object.keys(sources.files));
  if (timeoutSec !== null) await announceTimeout(timeoutSec);
  const module = await importBundle(bundle);
  return instantiateService(module.default);
}

/** Where the deck was started must make no difference to a service: `data.csv` is the file beside it. */
function enterFolder(folder: string): void {
  try {
    process.chdir(folder);
  } catch (error) {
    throw new LoadError(`The service can't work in its folder ${folder}: ${describeThrown(error).message}`);
  }
}

/** Imports the bundle and removes it: its source map is in memory by then. */
async function importBundle(bundleFile: string): Promise<{ default?: unknown }> {
  try {
    registerBundleFile(bundleFile);
    return (await import(pathToFileURL(bundleFile).href)) as { default?: unknown };
  } finally {
    await rm(bundleFile, { force: true });
  }
}

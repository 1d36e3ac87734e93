import { rm } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { registerBundleFile } from "#runtime/author-stack.ts";
import type { DataService } from "#runtime/data-service.ts";
import { registerDocumentation } from "#runtime/documentation.ts";
import type { LoadRequest } from "#shared/service-channel.ts";
import { bundleServiceFile } from "./bundle-service-file.ts";
import { instantiateService } from "./instantiate-service.ts";
import { readDocumentation } from "./read-documentation.ts";
import type { SourceRecord } from "./source-record.ts";

/**
 * Makes the service that a file describes, with its documentation.
 *
 * @param sources - takes down the files that were read, also where one of them is wrong
 * @throws LoadError with place, if the file can't become a service; whatever the author's own code throws
 */
export async function loadServiceFile({ file, bundleFile }: LoadRequest, sources: SourceRecord): Promise<DataService> {
  const bundle = await bundleServiceFile(file, bundleFile, sources);
  registerDocumentation(await readDocumentation(Object.keys(sources.files)));
  const module = await importBundle(bundle);
  return instantiateService(module.default);
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

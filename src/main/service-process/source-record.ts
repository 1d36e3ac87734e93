import { dirname, resolve } from "node:path";
import type { BuildFailure, Plugin } from "esbuild";
import { sourceFingerprint } from "#runtime/source-fingerprint.ts";
import type { SourceFiles } from "#shared/service-channel.ts";

/** What a relative import may leave out. */
const endings = ["", ".ts", ".mts", ".js", ".mjs", ".cts", ".cjs", ".json"];

/** Takes down which files of the author's a bundle is made of; each before it is read, so that no change of it is missed. */
export class SourceRecord {
  /** By absolute path, see `SourceFiles`. */
  readonly files: Record<string, string | null> = {};
  readonly #links: Record<string, string | null> = {};

  /** The files and the links that lead to them: a change of any is a new version of the service. */
  get watched(): SourceFiles {
    return { ...this.files, ...this.#links };
  }

  async add(file: string): Promise<void> {
    this.files[file] = await sourceFingerprint(file);
  }

  /** A path that leads to one of the files by way of a link. */
  async addLink(path: string): Promise<void> {
    this.#links[path] = await sourceFingerprint(path);
  }

  /** Files that are asked for and not there: once they are, the bundle may succeed. */
  async addMissing({ errors }: BuildFailure, folder: string): Promise<void> {
    for (const { text, location } of errors) {
      const wanted = /^Could not resolve "(\.[^"]*)"/.exec(text)?.[1];
      if (wanted === undefined || location === null) continue;
      const base = resolve(dirname(resolve(folder, location.file)), wanted);
      for (const ending of endings) await this.add(base + ending);
    }
  }

  /** Must be the first of the plug-ins: it only looks on. */
  plugin(): Plugin {
    return {
      name: "source-record",
      setup: (build) => {
        build.onLoad({ filter: /.*/, namespace: "file" }, async ({ path }) => {
          await this.add(path);
          return undefined;
        });
      },
    };
  }
}

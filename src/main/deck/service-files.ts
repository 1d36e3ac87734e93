import { resolve } from "node:path";
import type { ServiceInstance } from "#shared/service-instance.ts";
import { canonicalPath } from "./canonical-path.ts";
import type { DeckOptions } from "./deck-options.ts";
import { mayRun, type RunPermit } from "./service-program.ts";

interface ServiceFile {
  /** Absolute path as a person gave it, which may be, or lead through, a link: with the name, the service's identity. */
  readonly path: string;
  readonly name: string | undefined;
  /** The real path that it had when a person last loaded it. */
  readonly approved: string;
}

/** Which file each local service of a deck runs, and what a person approved when it was loaded. */
export class ServiceFiles {
  readonly #byService = new Map<string, ServiceFile>();

  /** @param approved - default: what the path leads to now */
  add(id: string, { file, name }: Pick<ServiceInstance, "file" | "name">, approved = canonicalPath(file)): void {
    this.#byService.set(id, { path: file, name, approved });
  }

  /**
   * A person has loaded the file of this service again.
   *
   * @param approved - the real path that they were asked about; default: what the path leads to now
   */
  approve(id: string, approved?: string): void {
    const file = this.#byService.get(id);
    if (file !== undefined) this.add(id, { file: file.path, name: file.name }, approved);
  }

  remove(id: string): void {
    this.#byService.delete(id);
  }

  /** The real path that a service's file had when a person last loaded it. */
  approvedOf(id: string): string | undefined {
    return this.#byService.get(id)?.approved;
  }

  /**
   * Whether a service's file may be run as it is now.
   *
   * @param refusalOf - see `DeckOptions`
   */
  permitOf(id: string, refusalOf: DeckOptions["refusalOf"]): RunPermit {
    const file = this.#byService.get(id);
    if (refusalOf === null || file === undefined) return mayRun;
    const realFile = canonicalPath(file.path);
    return { refusal: refusalOf(realFile, file.approved), realFile };
  }

  /** The service of that name of a file: of this very path, or else of another that leads to the same file now. */
  serviceOf(givenPath: string, name?: string): string | undefined {
    const path = resolve(givenPath);
    const files = [...this.#byService].filter(([, file]) => file.name === name);
    const [same] = files.find(([, file]) => file.path === path) ?? [];
    if (same !== undefined) return same;
    const real = canonicalPath(path);
    return files.find(([, file]) => canonicalPath(file.path) === real)?.[0];
  }
}

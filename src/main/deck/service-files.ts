import { resolve } from "node:path";
import { canonicalPath } from "./canonical-path.ts";

interface ServiceFile {
  /** Absolute path as a person gave it, which may be, or lead through, a link: the service's identity. */
  readonly path: string;
  /** The real path that it had when a person last loaded it. */
  readonly approved: string;
}

/** Which file each local service of a deck runs, and what a person approved when it was loaded. */
export class ServiceFiles {
  readonly #byService = new Map<string, ServiceFile>();

  /** @param approved - default: what the path leads to now */
  add(id: string, path: string, approved = canonicalPath(path)): void {
    this.#byService.set(id, { path, approved });
  }

  /** A person has loaded the file of this service again, so what it leads to now is approved. */
  approve(id: string): void {
    const file = this.#byService.get(id);
    if (file !== undefined) this.add(id, file.path);
  }

  remove(id: string): void {
    this.#byService.delete(id);
  }

  /** The real path that a service's file had when a person last loaded it. */
  approvedOf(id: string): string | undefined {
    return this.#byService.get(id)?.approved;
  }

  /** The service of a file: of this very path, or else of another that leads to the same file now. */
  serviceOf(givenPath: string): string | undefined {
    const path = resolve(givenPath);
    const files = [...this.#byService];
    const [same] = files.find(([, file]) => file.path === path) ?? [];
    if (same !== undefined) return same;
    const real = canonicalPath(path);
    return files.find(([, file]) => canonicalPath(file.path) === real)?.[0];
  }
}

import { resolve } from "node:path";
import { Emitter } from "#shared/emitter.ts";
import type { ServiceInstance } from "#shared/service-instance.ts";
import { canonicalPath } from "./canonical-path.ts";
import { mayRun, type PermitOf, type RunPermit } from "./service-program.ts";

/** In place of a real path: the trust in the file was revoked. Not `null`, which an older version could not read in `deck.json`. */
export const notApproved = "";

interface ServiceFile {
  /** Absolute path as a person gave it, which may be, or lead through, a link: with the name, the service's identity. */
  readonly path: string;
  readonly name: string | undefined;
  /** The real path that it had when a person last loaded it, or {@link notApproved}. */
  readonly approved: string;
}

/** Which file each local service of a deck runs, and what a person approved when it was loaded. */
export class ServiceFiles {
  readonly #byService = new Map<string, ServiceFile>();
  readonly #approvalsChanged = new Emitter<void>();
  /** Another file is approved for a service, or none any more. */
  readonly onDidChangeApprovals = this.#approvalsChanged.event;

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
    if (file === undefined) return;
    this.add(id, { file: file.path, name: file.name }, approved);
    if (this.approvedOf(id) !== file.approved) this.#approvalsChanged.fire();
  }

  /** Services whose approved file matches may not run it by that approval any more. */
  withdrawApprovals(matches: (approved: string) => boolean): void {
    const withdrawn = [...this.#byService].filter(([, { approved }]) => approved !== notApproved && matches(approved));
    for (const [id, file] of withdrawn) this.#byService.set(id, { ...file, approved: notApproved });
    if (withdrawn.length > 0) this.#approvalsChanged.fire();
  }

  remove(id: string): void {
    this.#byService.delete(id);
  }

  /** The real path that a service's file had when a person last loaded it; {@link notApproved} where the trust in it was revoked. */
  approvedOf(id: string): string | undefined {
    return this.#byService.get(id)?.approved;
  }

  /** Whether a person has loaded the file, given by its real path, as a service that is on the deck. */
  isApproved(realFile: string): boolean {
    return [...this.#byService.values()].some(({ approved }) => approved === realFile);
  }

  /**
   * Whether a service's file may be run as it is now.
   *
   * @param permitOf - see `DeckOptions`
   */
  permitOf(id: string, permitOf: PermitOf | null): RunPermit {
    const file = this.#byService.get(id);
    return permitOf === null || file === undefined ? mayRun : permitOf(canonicalPath(file.path), file.approved);
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

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { LoadRequest } from "#shared/service-channel.ts";
import { haveSameParameters, type ServiceInstance, type ServiceParameters } from "#shared/service-instance.ts";
import type { LocalService } from "#shared/service-snapshot.ts";

/** Whether a service file as it is now may be run. */
export interface RunPermit {
  /** Why not, although a person asked for it; `null` where it may. */
  readonly refusal: string | null;
  /** The real path of the only file that may be run; `null`: whatever the path leads to. */
  readonly realFile: string | null;
}

/**
 * Decides whether a service file, given by its real path, may be run.
 *
 * @param approved - the real path that it had when a person loaded it, or `notApproved`
 */
export type PermitOf = (realFile: string, approved: string) => RunPermit;

/** Where nobody is asked for trust. */
export const mayRun: RunPermit = { refusal: null, realFile: null };

export interface ServiceProgramOptions {
  readonly id: string;
  /** Its file is the absolute path as it was given: it may be, or lead through, a link. */
  readonly instance: ServiceInstance;
  /** Folder in which the bundle of the service file is written. */
  readonly bundleDir: string;
  /** Whether the file as it is now may be run. */
  readonly permit: () => RunPermit;
}

/** What the processes of one service run: its file, if that may be run, with its parameters. */
export class ServiceProgram {
  readonly #options: ServiceProgramOptions;
  #parameters: ServiceParameters;
  /** What was allowed last. */
  #realFile: string | null = null;
  #isInUse = false;

  constructor(options: ServiceProgramOptions) {
    this.#options = options;
    this.#parameters = options.instance.parameters ?? {};
  }

  get file(): string {
    return this.#options.instance.file;
  }

  /** What tells it from other services of the same file. */
  get name(): string | undefined {
    return this.#options.instance.name;
  }

  /** As windows see it. */
  get source(): LocalService["source"] {
    const { file, name } = this;
    const hasParameters = Object.keys(this.#parameters).length > 0;
    return { kind: "file", file, ...(name !== undefined && { name }), ...(hasParameters && { parameters: this.#parameters }) };
  }

  /**
   * Sets what the next process is told.
   *
   * @returns whether that is something else than before
   * @throws Error while there is a process, which was told something else
   */
  setParameters(parameters: ServiceParameters): boolean {
    if (haveSameParameters(this.#parameters, parameters)) return false;
    if (this.#isInUse) throw new Error(`The service ${this.#options.id} runs with other parameters: stop it first, or give another name`);
    this.#parameters = parameters;
    return true;
  }

  /** Says why the file as it is now may not be run; `null` where it may. */
  refusal(): string | null {
    return this.#options.permit().refusal;
  }

  /** The same, for a process that starts now: it may run what is allowed now, and not what a link leads to when the process is ready. */
  prepareStart(): string | null {
    const { refusal, realFile } = this.#options.permit();
    this.#realFile = realFile;
    this.#isInUse = refusal === null;
    return refusal;
  }

  processEnded(): void {
    this.#isInUse = false;
  }

  /** For the process of the last {@link prepareStart}. */
  loadRequest(): Pick<LoadRequest, "file" | "realFile" | "parameters" | "bundleFile"> {
    const { id, bundleDir } = this.#options;
    // A name of its own for each start: another deck may use the same folder.
    const bundleFile = join(bundleDir, `${id}-${randomUUID()}.mjs`);
    return { file: this.file, realFile: this.#realFile, parameters: this.#parameters, bundleFile };
  }
}

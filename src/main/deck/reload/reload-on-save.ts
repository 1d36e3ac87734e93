import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { Actor, ErrorReport } from "#shared/primitives.ts";
import type { SourceFiles } from "#shared/service-channel.ts";
import type { ServiceProcess } from "../fork-service.ts";
import type { onSave } from "../service-machine.ts";
import { BundleTrial } from "./bundle-trial.ts";
import type { lookAt } from "./source-look.ts";
import { SourceWatch } from "./source-watch.ts";

/** Who reloads a service that was saved. */
export const whoSaved: Actor = { kind: "supervisor", name: "reload on save" };

export interface ReloadOnSaveOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly look: typeof lookAt;
  /** A process to try a file in. */
  readonly fork: () => ServiceProcess;
  /** What a save means now. */
  readonly onSave: () => ReturnType<typeof onSave>;
  /** Why the file as it is now may not be run; `null` where it may. */
  readonly refusal: () => string | null;
  /** How long a trial may take, in seconds. */
  readonly timeoutSec: () => number;
  readonly reload: () => void;
  /** The switch or the problem is another. */
  readonly onDidChange: () => void;
}

/**
 * Reloads a service when one of its files was saved, if it is asked to. While the service runs, a file that can't be bundled leaves it as it is; what only shows when
 * the file is run (a constructor that throws) fails the service, as with any reload.
 */
export class ReloadOnSave implements Disposable {
  readonly #options: ReloadOnSaveOptions;
  /** All files that the service was made of when it last loaded, and those that it failed with since. */
  #sources: SourceFiles;
  #on = false;
  #problem: ErrorReport | null = null;
  #watch: SourceWatch | null = null;
  #trial: BundleTrial | null = null;

  constructor(options: ReloadOnSaveOptions) {
    this.#options = options;
    this.#sources = { [options.file]: null };
  }

  get isOn(): boolean {
    return this.#on;
  }

  /** Why the files as they were saved last can't take the place of what runs. */
  get problem(): ErrorReport | null {
    return this.#problem;
  }

  set(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    this.#problem = null;
    this.#endTrial();
    // What was saved before is not taken up behind anyone's back.
    this.#follow({});
    this.#options.onDidChange();
  }

  /** A new process takes up the files as they are. */
  processStarts(): void {
    this.#endTrial();
    this.#setProblem(null);
  }

  loaded(sources: SourceFiles): void {
    this.#sources = { ...sources };
    this.#follow(sources);
  }

  /** What it failed with is watched, and what it was made of before: one of them may be missing just now. */
  loadFailed(sources: SourceFiles): void {
    this.#sources = { ...this.#sources, ...sources };
    this.#follow({ ...this.#watch?.taken, ...sources });
  }

  dispose(): void {
    this.#endTrial();
    this.#watch?.dispose();
  }

  /** @param taken - the files as they were taken up; those that are not among them: as they are now */
  #follow(taken: SourceFiles): void {
    this.#watch?.dispose();
    this.#watch = null;
    if (!this.#on) return;
    const { clock, look } = this.#options;
    this.#watch = new SourceWatch({ clock, look, files: Object.keys(this.#sources), taken, onDidSave: () => this.#saved() });
  }

  #saved(): void {
    this.#endTrial();
    switch (this.#options.onSave()) {
      case "nothing":
        return;
      case "reload":
        this.#options.reload();
        return;
      case "try first":
        void this.#tryFirst();
    }
  }

  async #tryFirst(): Promise<void> {
    const { file, clock, fork, timeoutSec } = this.#options;
    if (this.#isRefused()) return;
    const trial = new BundleTrial(file, fork(), clock, timeoutSec());
    this.#trial = trial;
    const { error, sources } = await trial.outcome;
    if (this.#trial !== trial) return;
    this.#endTrial();
    if (this.#options.onSave() === "nothing") return;
    if (error === null) {
      // A link may have moved meanwhile.
      if (!this.#isRefused()) this.#options.reload();
      return;
    }
    this.#setProblem(error);
    this.loadFailed(sources);
  }

  /** What runs is not ended for a file that may not take its place. */
  #isRefused(): boolean {
    const { refusal, clock } = this.#options;
    const message = refusal();
    if (message === null) return false;
    this.#setProblem({ name: "LoadError", message, stack: null, location: null, at: clock.now().wall });
    return true;
  }

  #endTrial(): void {
    this.#trial?.dispose();
    this.#trial = null;
  }

  #setProblem(problem: ErrorReport | null): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#options.onDidChange();
  }
}

import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { SerializedDataService } from "#shared/serialized.ts";
import type { ServiceInstance } from "#shared/service-instance.ts";
import { FormerStates } from "./former-states.ts";
import { saveAll } from "./save-all.ts";
import { StateKeeper } from "./state-keeper.ts";
import { describeUnsaved } from "./unsaved-values.ts";

export interface StateKeepersOptions {
  /** Where state files are kept. */
  readonly folder: string;
  readonly clock: Clock;
  readonly saveIntervalSec: number;
  /** Service files of which the deck knows. */
  readonly knownFiles: () => readonly string[];
  /** What could not be saved of a service that is gone, or when the deck ends, in one line. */
  readonly onUnsaved: (service: string, line: string) => void;
}

interface Kept {
  readonly file: string;
  readonly name: string | undefined;
  readonly keeper: StateKeeper;
}

/** The values of all services here, one {@link StateKeeper} each. */
export class StateKeepers implements Disposable {
  readonly #options: StateKeepersOptions;
  readonly #formerStates: FormerStates;
  /** By service. */
  readonly #kept = new Map<string, Kept>();
  readonly #unsaved: string[] = [];

  constructor(options: StateKeepersOptions) {
    this.#options = options;
    const { folder, knownFiles } = options;
    this.#formerStates = new FormerStates({ folder, knownFiles, saveNow: (file, name) => this.#saveOf(file, name) });
  }

  /** Begins to keep the values of a service. */
  add(
    service: string,
    { file, name }: Pick<ServiceInstance, "file" | "name">,
    from: { attributes: () => SerializedDataService | null; warn: (message: string) => void },
  ): StateKeeper {
    const { folder, clock, saveIntervalSec } = this.#options;
    const keeper = new StateKeeper({ folder, formerStates: this.#formerStates, serviceFile: file, name, clock, saveIntervalSec, ...from });
    this.#kept.set(service, { file, name, keeper });
    return keeper;
  }

  /** Saves what a service leaves, and lets go of it. */
  async remove(service: string): Promise<void> {
    const kept = this.#kept.get(service);
    if (kept === undefined) return;
    await kept.keeper.save();
    this.#noteUnsaved(service, kept.keeper);
    kept.keeper.dispose();
    this.#kept.delete(service);
  }

  /**
   * Saves all values at the end.
   *
   * @returns what could not be saved, of services that were removed before, too: a line for each
   */
  async saveLast(): Promise<readonly string[]> {
    await saveAll(
      Array.from(this.#kept.values(), ({ keeper }) => keeper),
      this.#options.clock,
    );
    for (const [service, { keeper }] of this.#kept) this.#noteUnsaved(service, keeper);
    return this.#unsaved;
  }

  dispose(): void {
    for (const { keeper } of this.#kept.values()) keeper.dispose();
  }

  async #saveOf(serviceFile: string, serviceName?: string): Promise<void> {
    for (const { file, name, keeper } of this.#kept.values()) if (file === serviceFile && name === serviceName) await keeper.save();
  }

  #noteUnsaved(service: string, { unsaved }: StateKeeper): void {
    if (unsaved === null) return;
    const line = describeUnsaved(service, unsaved);
    this.#unsaved.push(line);
    this.#options.onUnsaved(service, line);
  }
}

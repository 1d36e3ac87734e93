import { hasPassed, type Clock } from "#runtime/clock.ts";
import { formatAccessPath, isWithin, parseAccessPath } from "#shared/access-path.ts";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceChange } from "./deck-service.ts";
import type { RefusedCommands } from "./refused-commands.ts";

/** A remote service may report the new value so long after its answer, in seconds. A local one reports it before. */
const reportWithinSec = 0.4;

/** A write of one attribute. */
export interface AttributeCommand {
  readonly service: string;
  readonly path: string;
  readonly verb: "set" | "reset";
  readonly by: Actor;
}

interface OpenWrite {
  readonly service: string;
  readonly path: string;
  readonly by: Actor;
  /** A change of the value was reported. */
  reported: boolean;
  /** On the monotonic clock; `null` while the write runs. */
  answeredAtMs: number | null;
}

/** Knows which writes are under way, and so which change of a value is whose. */
export class AttributeWrites {
  readonly #clock: Clock;
  readonly #refused: Pick<RefusedCommands, "during">;
  readonly #reportsLate: (service: string) => boolean;
  /** The oldest first. */
  #open: OpenWrite[] = [];

  /** @param reportsLate - whether a service may report a change after it has answered the write */
  constructor(clock: Clock, refused: Pick<RefusedCommands, "during">, reportsLate: (service: string) => boolean) {
    this.#clock = clock;
    this.#refused = refused;
    this.#reportsLate = reportsLate;
  }

  /** Carries out a write. Changes of its value that come meanwhile are the writer's. A refusal is recorded in the journal and passed on. */
  async during({ service, path, verb, by }: AttributeCommand, act: () => Promise<void>): Promise<void> {
    const steps = parseAccessPath(path);
    // Quotes in a path can be written in two ways; changes have but one.
    const write: OpenWrite = { service, path: steps === null ? path : formatAccessPath(steps), by, reported: false, answeredAtMs: null };
    this.#open.push(write);
    let written = false;
    try {
      await this.#refused.during({ service, command: `${verb} ${path}`, by }, act);
      written = true;
    } finally {
      write.answeredAtMs = this.#clock.now().monotonicMs;
      this.#open = this.#open.filter((other) =>
        other === write ? written && !write.reported && this.#reportsLate(service) : this.#isOpen(other),
      );
    }
  }

  /** The change with the name of its writer, where somebody wrote the value. */
  withWriter(service: string, change: ServiceChange): ServiceChange {
    if (change.kind !== "valueChanged" || this.#open.length === 0) return change;
    const path = change.value.full_access_path;
    const candidates = this.#open.filter((write) => write.service === service && isPartOf(write.path, path) && this.#isOpen(write));
    // Several writes of one value are reported in their order.
    const write = candidates.find(({ reported }) => !reported) ?? candidates.at(-1);
    if (write === undefined) return change;
    write.reported = true;
    if (write.answeredAtMs !== null) this.#open = this.#open.filter((other) => other !== write);
    return { ...change, changedBy: write.by };
  }

  #isOpen({ answeredAtMs }: OpenWrite): boolean {
    return answeredAtMs === null || !hasPassed(reportWithinSec, answeredAtMs, this.#clock.now().monotonicMs);
  }
}

/** A list or dict may be written as a whole and reported by its entries, or the other way round. */
function isPartOf(written: string, reported: string): boolean {
  return written === reported || isWithin(written, reported) || isWithin(reported, written);
}

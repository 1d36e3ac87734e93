import type { IsoTime } from "#shared/primitives.ts";
import type { OutputLine } from "#shared/service-snapshot.ts";

/** Marks in a service's output which process wrote what. A process that writes nothing leaves no mark, so that it does not push out what others wrote. */
export class ProcessOutput {
  readonly #startedAt: IsoTime;
  readonly #record: (lines: OutputLine[]) => void;
  /** Of the process, once it has written something. */
  #name: string | null = null;

  constructor(startedAt: IsoTime, record: (lines: OutputLine[]) => void) {
    this.#startedAt = startedAt;
    this.#record = record;
  }

  wrote(lines: OutputLine[], pid: number | null): void {
    if (this.#name !== null) {
      this.#record(lines);
      return;
    }
    this.#name = pid === null ? "process" : `process ${pid}`;
    this.#record([{ at: this.#startedAt, stream: "new process", text: `${this.#name} started` }, ...lines]);
  }

  ended(description: string, at: IsoTime): void {
    if (this.#name !== null) this.#record([{ at, stream: "deck", text: `${this.#name} ended, ${description}` }]);
  }
}

import { DataService, sleep, task, taskOf } from "dasedeck";

const count = Number(process.env["DASEDECK_BENCH_TASKS"] ?? 100);

/** What all channels share: how many runs have begun, and what a run does then. */
class Work {
  failsAfter: Promise<void> | null = null;
  #begun = 0;
  #allBegun: () => void = () => undefined;

  /** Resolves when every task has begun a run. */
  untilAllBegin(): Promise<void> {
    this.#begun = 0;
    return new Promise((resolve) => (this.#allBegun = resolve));
  }

  begun(): void {
    if (++this.#begun === count) this.#allBegun();
  }
}

class Channel extends DataService {
  readonly #work: Work;

  constructor(work: Work) {
    super();
    this.#work = work;
  }

  @task({ restartSec: 0 })
  async poll() {
    this.#work.begun();
    if (this.#work.failsAfter !== null) {
      await this.#work.failsAfter;
      throw new Error("The instrument does not answer");
    }
    for (;;) await sleep(3600);
  }
}

/** Many tasks, and what is done to all of them at once: each of these tasks returns when it began (milliseconds since 1970), how long it
 * took, and what processor time. */
export default class ManyTasks extends DataService {
  _work = new Work();
  _channels: Channel[] = [];

  constructor() {
    super();
    for (let index = 0; index < count; index++) {
      const channel = new Channel(this._work);
      this._channels.push(channel);
      Object.assign(this, { [`channel${index}`]: channel });
    }
  }

  @task({ restartOnException: false })
  async startAll() {
    return await this._timed(() => this._start());
  }

  @task({ restartOnException: false })
  async stopAll() {
    return await this._timed(() => Promise.all(this._channels.map((channel) => taskOf(channel.poll).stop())));
  }

  /** Every task fails once, and is restarted. */
  @task({ restartOnException: false })
  async failAll() {
    let fail: () => void = () => undefined;
    this._work.failsAfter = new Promise((resolve) => (fail = resolve));
    await this._start();
    this._work.failsAfter = null;
    return await this._timed(async () => {
      const restarted = this._work.untilAllBegin();
      fail();
      await restarted;
    });
  }

  async _start() {
    const begun = this._work.untilAllBegin();
    for (const channel of this._channels) void taskOf(channel.poll).start();
    await begun;
  }

  async _timed(work: () => Promise<unknown>) {
    const begin = performance.now();
    const processor = process.cpuUsage();
    await work();
    const tookMs = performance.now() - begin;
    const { user, system } = process.cpuUsage(processor);
    return { beganAt: performance.timeOrigin + begin, tookMs, processorMs: (user + system) / 1000 };
  }
}

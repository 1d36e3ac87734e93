import { DataService, task, taskOf } from "dasedeck";

const count = Number(process.env["DASEDECK_BENCH_TASKS"] ?? 100);

class Channel extends DataService {
  _failures = 0;

  @task({ restartSec: 0.01 })
  async read() {
    this._failures++;
    throw new Error("The sensor does not answer");
  }
}

/** Many tasks that always fail. */
export default class Storm extends DataService {
  _channels: Channel[] = [];

  constructor() {
    super();
    for (let index = 0; index < count; index++) {
      const channel = new Channel();
      this._channels.push(channel);
      Object.assign(this, { [`channel${index}`]: channel });
    }
  }

  @task({ restartOnException: false })
  async startAll() {
    for (const channel of this._channels) void taskOf(channel.read).start();
  }

  /** Returns how often the channels have failed. */
  @task({ restartOnException: false })
  async stopAll() {
    await Promise.all(this._channels.map((channel) => taskOf(channel.read).stop()));
    return this._channels.reduce((sum, channel) => sum + channel._failures, 0);
  }
}

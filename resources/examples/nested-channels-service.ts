import { DataService, label, range, sleep, task, unit } from "dasedeck";

/** One channel of the (simulated) data logger. */
class Channel extends DataService {
  /** Whether the channel is read. */
  enabled = true;

  @range(1, 100)
  gain = 1.0;

  /** The last reading. */
  @unit("mV")
  reading = 0;

  /** The newest readings, the last one at the end. */
  recent: number[] = [];

  /** Mean of the newest readings. */
  @unit("mV")
  get mean() {
    return this.recent.length === 0 ? 0 : this.recent.reduce((sum, value) => sum + value, 0) / this.recent.length;
  }

  /** Forgets the readings. */
  clear() {
    this.recent = [];
  }

  _read() {
    this.reading = Math.round(this.gain * (10 + Math.random()) * 100) / 100;
    this.recent.push(this.reading);
    if (this.recent.length > 5) this.recent.shift();
  }
}

/**
 * Services within services.
 *
 * Shows nested `DataService`s in an array and in an object by name, each with properties and methods of its own, a list that is watched entry by entry, and a
 * property that depends on what lies below.
 */
export default class NestedChannelsService extends DataService {
  channels = [new Channel(), new Channel(), new Channel()];

  /** What the channels are compared with. */
  references = { ground: new Channel(), supply: new Channel() };

  @label("Seconds between readings")
  @range(0.1, 60)
  interval = 1.0;

  /** The channels that are read. */
  get enabledChannels() {
    return this.channels.filter((channel) => channel.enabled).length;
  }

  @task({ autostart: true })
  async readChannels() {
    for (;;) {
      for (const channel of [...this.channels, ...Object.values(this.references)]) if (channel.enabled) channel._read();
      await sleep(this.interval);
    }
  }
}

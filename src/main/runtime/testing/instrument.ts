import { DataService, sleep, task } from "dasedeck";

/** A part of {@link Instrument}. */
export class Channel extends DataService {
  gain = 1;

  @task()
  async poll() {
    await sleep(Infinity);
  }
}

/** A service with one of everything. */
export class Instrument extends DataService {
  voltage = 2;
  current = 0.5;
  label = "left";
  enabled = true;
  note: string | null = null;
  channel: Channel | null = new Channel();
  measured = 0;
  _secret = 7;
  #limit = 10;

  get power() {
    return this.voltage * this.current * (this.channel?.gain ?? 1);
  }

  get limit() {
    return this.#limit;
  }

  set limit(value: number) {
    if (value < 0) throw new RangeError("limit must not be negative");
    this.#limit = value;
  }

  get broken(): number {
    if (this.enabled) throw new Error("no instrument");
    return 1;
  }

  @task({ autostart: true })
  async measure() {
    for (;;) {
      this.measured += 1;
      await sleep(1);
    }
  }

  @task({ restartOnException: false, exitOnFailure: true })
  async fragile() {
    await Promise.reject(new Error("broke"));
  }
}

import {
  choice,
  colouredChoice,
  command,
  DataService,
  DeviceConnection,
  Image,
  integer,
  NumberSlider,
  quantity,
  sleep,
  task,
  validateSet,
} from "dasedeck";

/** The same tree as `kitchen_sink.py` has, which pydase serves: the tests talk to both. */

class ValueError extends Error {
  override readonly name = "ValueError";
}

class MyError extends Error {
  override readonly name = "MyError";
}

const Mode = choice({ OFF: 0, IDLE: 1, RUN: "run" }, { name: "Mode" });
const Colour = colouredChoice({ PENDING: "#FFA500", RUNNING: "#0000FF80", FAILED: "hsla(0, 100%, 50%, 0.7)" }, { name: "Colour" });

/** A channel. */
class Channel extends DataService {
  gain: number;
  on = false;

  constructor(gain = 1) {
    super();
    this.gain = gain;
  }

  /** Twice the gain. */
  get doubled(): number {
    return this.gain * 2;
  }

  /** Reset the gain. */
  reset(): void {
    this.gain = 0;
  }

  /** Scan task of a channel. */
  @task() async scan() {
    for (;;) await sleep(3600);
  }
}

class Slider extends NumberSlider {
  override get value(): number {
    return super.value;
  }

  override set value(value: number) {
    if (value < this._min || value > this._max) throw new ValueError("Value is either below allowed min or above max value.");
    super.value = value;
  }
}

class Device extends DeviceConnection {
  power = 0;

  constructor() {
    super();
    this._reconnectionWaitTime = 0.5;
  }

  override connect(): void {
    this._connected = true;
  }
}

/** The kitchen sink service. */
export default class Service extends DataService {
  @integer class_attr = 7;
  a_float = 1;
  a_float_frac = 1.25;
  a_float_big = 1e300;
  a_float_nan = NaN;
  a_float_inf = Infinity;
  a_int = 3n;
  a_int_big = 2n ** 70n;
  a_bool = true;
  a_str = 'héllo "q" \n';
  a_none: unknown = null;
  mode = Mode.IDLE;
  colour = Colour.PENDING;
  voltage = quantity(1.5, "V");
  temperature = quantity(20, "degC");
  rate = quantity(3, "m / s");
  dimless = quantity(2);
  when_tz = new Date("2024-05-06T07:08:09Z");
  prim_list: unknown[] = [1n, 2, "three", true, null];
  float_list = [1, 2, 3];
  empty_list: unknown[] = [];
  nested_list = [[1n, 2n], [3n]];
  channels = [new Channel(1), new Channel(2)];
  table: Record<string, unknown> = { one: 1, two: 2, "dotted.key": 3, sub: { x: 1n }, ch: new Channel(9) };
  inner = new Channel(4);
  slider = new NumberSlider(5, 0, 10, 0.5);
  custom_slider = new Slider(1, 0, 10, 0.1);
  image = new Image();
  device = new Device();
  @integer fail_count = 0;
  #validated = 0;
  _rw = 10;

  /** Read-only property (depends on a_float). */
  get ro(): number {
    return this.a_float * 10;
  }

  get rw(): number {
    return this._rw;
  }

  set rw(value: number) {
    if (value < 0) throw new ValueError("rw must not be negative");
    this._rw = value;
  }

  get chain(): number {
    return this.ro + 1;
  }

  get from_nested(): number {
    return this.inner.gain + 1;
  }

  get from_list(): number {
    return (this.channels[0]?.gain ?? 0) + (this.float_list[1] ?? 0);
  }

  get validated(): number {
    return this.#validated;
  }

  @validateSet({ timeoutSec: 0.1, precision: 0.01 }) set validated(value: number) {
    this.#validated = Math.min(value, 5);
  }

  /** Something that only a look at the instrument tells. */
  get clock_ns(): number {
    return Number(process.hrtime.bigint());
  }

  /** Adds things. */
  add(a: number, b = 2, c = "x"): string {
    return `${a}|${b}|${c}`;
  }

  echo(x: unknown): unknown {
    return x;
  }

  /** async echo */
  async aecho(x: number, delay = 0): Promise<number> {
    await sleep(delay);
    return x;
  }

  boom(): void {
    throw new ValueError("boom message");
  }

  boom_noargs(): void {
    throw new ValueError();
  }

  boom_custom(): void {
    throw new MyError("custom");
  }

  async aboom(): Promise<void> {
    await sleep(0);
    throw new Error("async boom");
  }

  return_none(): void {
    // Nothing is what it gives.
  }

  return_enum() {
    return Mode.RUN;
  }

  return_quantity() {
    return quantity(3, "mA");
  }

  return_list() {
    return [1n, 2, "x"];
  }

  /** A method shown in the frontend. */
  @command shown(): bigint {
    return 42n;
  }

  /** Changes a value from inside, as a task of the service would. */
  change_from_inside(value: number): void {
    this.a_float = value;
  }

  log_an_error(text: string): void {
    console.error(text);
  }

  /** Autostarted task. */
  @task({ autostart: true }) async auto_task() {
    for (;;) await sleep(3600);
  }

  @task() async plain_task() {
    for (;;) await sleep(0.05);
  }

  @task() async short_task() {
    await sleep(0.05);
    return 5;
  }

  @task({ restartOnException: false }) async fail_once() {
    await sleep(0.02);
    throw new Error("fail_once failed");
  }

  @task({ restartSec: 0.1, startLimitIntervalSec: 5, startLimitBurst: 2 }) async fail_burst() {
    this.fail_count++;
    throw new Error("fail_burst failed");
  }
}

import { crc32, deflateSync } from "node:zlib";
import {
  choice,
  colouredChoice,
  command,
  DataService,
  DeviceConnection,
  Image,
  integer,
  label,
  NumberSlider,
  parameters,
  quantity,
  range,
  readonly,
  sleep,
  task,
  unit,
} from "dasedeck";

const Mode = choice({ OFF: 0, IDLE: 1, RUN: "run" }, { name: "Mode" });
const Status = colouredChoice({ PENDING: "#FFA500", RUNNING: "#0000FF80", DONE: "SeaGreen", FAILED: "hsla(0, 100%, 50%, 0.7)" });

class Current extends NumberSlider {
  override get value() {
    return super.value;
  }

  override set value(amperes: number) {
    if (amperes > 9) throw new RangeError("The supply gives at most 9 A");
    super.value = amperes;
  }
}

class Laser extends DeviceConnection {
  @unit("mW") power = 5;

  override connect() {
    this._connected = true;
  }
}

/** One channel of the supply. */
class Channel extends DataService {
  /**
   * How much the input is _multiplied_ by:
   * - `1` leaves it as it is
   * - **100** is the most; as `Array<number>`, or Array<number>, see the [manual](https://manual.example/gain)
   */
  @range(0, 100, { step: 0.5 }) gain = 1;
  enabled = true;
}

class Rack extends DataService {
  slots = { left: new Channel(), right: new Channel() };
  deeper = { a: { b: { c: { d: { e: 1 } } } } };
}

/** One attribute of every kind, for the window: numbers with their ranges, choices, components, lists within lists, and methods. */
export default class EveryValue extends DataService {
  /** The voltage at the cathode, as it is set. */
  @label("Cathode voltage") @unit("V") @range(0, 10, { step: 0.1 }) voltage = 2.5;
  @integer @range(0, 1000) shots = 100;
  serial = 9007199254740993n;
  length = quantity(3.2, "mm");
  enabled = false;
  remark = "first";
  mode = Mode.IDLE;
  status = Status.PENDING;
  started = new Date("2026-11-22T14:03:07.120Z");
  nothing: string | null = null;
  @readonly @unit("K") temperature = 293.15;
  limits = [1, 2, 3];
  table: Record<string, unknown> = { one: 1, "two words": "text", rows: [[1, 2], [3]] };
  samples = Array.from({ length: 2500 }, (_, index) => index);
  current = new Current(3, 0, 10, 0.5);
  image = new Image();
  laser = new Laser();
  channels = [new Channel(), new Channel()];
  rack = new Rack();
  ticks = 0;

  constructor() {
    super();
    this.image.loadFromBuffer(gradient(160, 90));
  }

  get broken(): number {
    throw new RangeError("The probe is not connected");
  }

  get refusing() {
    return "as it was";
  }

  set refusing(text: string) {
    throw new Error(`The device does not know ${text}`);
  }

  /** Moves to where everything begins. */
  @command async home() {
    await sleep(0.05);
    return 42;
  }

  @command @label("Move to") moveTo(position: number, speed = 1.5, relative = false) {
    return `at ${position} with ${speed}${relative ? ", relative" : ""}`;
  }

  @command fail() {
    throw new Error("The motor is stuck");
  }

  @command async wait() {
    await sleep(30);
  }

  add(a: number, b: number) {
    return a + b;
  }

  @parameters({ first: Mode, then: Mode }) prepare(first: typeof this.mode, then = Mode.OFF) {
    return `${String(first.value)}, then ${String(then.value)}`;
  }

  /** Changes everything as somebody else would. */
  @task() async changeAll() {
    for (;;) {
      this.ticks += 1;
      this.voltage = (this.ticks % 100) / 10;
      this.shots = this.ticks % 1000;
      this.serial += 1n;
      this.length = this.length.with(this.ticks);
      this.enabled = this.ticks % 2 === 0;
      this.remark = `tick ${this.ticks}`;
      this.mode = this.ticks % 2 === 0 ? Mode.RUN : Mode.OFF;
      this.status = this.ticks % 2 === 0 ? Status.RUNNING : Status.DONE;
      this.started = new Date(this.started.getTime() + 1000);
      this.limits[0] = this.ticks;
      this.table["one"] = this.ticks;
      this.current.value = (this.ticks % 17) / 2;
      await sleep(0.1);
    }
  }
}

/** A PNG whose colours go from one corner to the other. */
function gradient(width: number, height: number): Uint8Array {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set([(x / width) * 255, (y / height) * 255, 140], y * (width * 3 + 1) + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

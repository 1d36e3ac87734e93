import { DataService } from "dasedeck";

const count = Number(process.env["DASEDECK_BENCH_ATTRIBUTES"] ?? 100);
const shape = process.env["DASEDECK_BENCH_SHAPE"] ?? "members";

/** Many numbers: as members, or as the entries of a list or a dict. */
export default class Numbers extends DataService {
  value = 0;
  _numbers: Record<string | number, unknown>;

  constructor() {
    super();
    const names = Array.from({ length: count }, (_, index) => [`value${index}`, 0] as const);
    Object.assign(
      this,
      shape === "list"
        ? { values: names.map(() => 0) }
        : shape === "dict"
          ? { values: Object.fromEntries(names) }
          : Object.fromEntries(names),
    );
    this._numbers =
      shape === "members" ? (this as unknown as Record<string, unknown>) : (Reflect.get(this, "values") as Record<string, unknown>);
  }

  /**
   * Changes one number after the other, so many in each turn of the event loop.
   *
   * @returns when it began (milliseconds since 1970), and how long the changes alone took
   */
  async change(changes: number, perTurn: number) {
    const begin = performance.now();
    for (let done = 0; done < changes; done++) {
      const index = done % count;
      this._numbers[shape === "list" ? index : `value${index}`] = done + 1;
      if ((done + 1) % perTurn === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return JSON.stringify({ beganAt: performance.timeOrigin + begin, tookMs: performance.now() - begin });
  }

  answer() {
    return this.value;
  }
}

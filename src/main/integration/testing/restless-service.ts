/** Changes everything that it has, in every way, a thousand times a second, until it is held; then it says what it is. */
export const restless = `
  import { DataService, sleep, task } from "dasedeck";
  const some = (count: number) => Math.floor(Math.random() * count);
  class Part extends DataService { x = 0; }
  export default class Restless extends DataService {
    static service = { restartSec: 0, startLimitIntervalSec: null };
    count = 0;
    list: unknown[] = [1, 2];
    table: Record<string, unknown> = { a: 1 };
    part = new Part();
    _held = false;
    get length() { return this.list.length; }
    @task({ autostart: true }) async changing() {
      for (;;) {
        for (let turn = some(5); turn > 0 && !this._held; turn--) this.change();
        await sleep(some(3) / 1000);
      }
    }
    private change() {
      this.count++;
      switch (some(8)) {
        case 0: return void this.list.push(this.count);
        case 1: return void this.list.shift();
        case 2: return void (this.list = this.list.slice(-5));
        case 3: return void (this.table[some(6)] = { count: this.count, deep: [this.count] });
        case 4: return void delete this.table[some(6)];
        case 5: return void (this.part = new Part());
        case 6: return void (this.part.x = this.count);
        case 7: {
          const name = "extra" + some(3);
          if (name in this) Reflect.deleteProperty(this, name);
          else Reflect.set(this, name, this.count);
        }
      }
    }
    hold() {
      this._held = true;
      const extras = Object.fromEntries(Object.entries(this).filter(([name]) => name.startsWith("extra")));
      return { count: this.count, list: this.list, table: this.table, x: this.part.x, length: this.length, extras };
    }
    go() { this._held = false; }
  }`;

import { DataService, sleep, task } from "dasedeck";

const count = 10;

/** The same tree as `bench/peers/served.py` has, which pydase serves: what is measured of both over pydase's protocol. */
export default class Served extends DataService {
  value = 0;
  value0 = 0;
  value1 = 0;
  value2 = 0;
  value3 = 0;
  value4 = 0;
  value5 = 0;
  value6 = 0;
  value7 = 0;
  value8 = 0;
  value9 = 0;

  @task()
  async poll() {
    for (;;) await sleep(3600);
  }

  /** Changes one number after the other, so many in each turn of the event loop; the first becomes 1, the next 2, and so on. */
  async change(changes: number, perTurn: number) {
    for (let done = 1; done <= changes; done++) {
      Object.assign(this, { [`value${(done - 1) % count}`]: done });
      if (done % perTurn === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

import { DataService, sleep, task } from "dasedeck";

/** The healthy neighbour: its count moves ten times a second for as long as nothing disturbs it. */
export default class CounterService extends DataService {
  ticks = 0;

  @task({ autostart: true })
  async countTicks() {
    for (;;) {
      this.ticks += 1;
      await sleep(0.1);
    }
  }
}

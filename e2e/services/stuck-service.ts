import { DataService, sleep, task } from "dasedeck";

/** A task that swallows every request to stop. */
export default class StuckService extends DataService {
  /** For 300 years: no test sees the end of it. */
  @task({ autostart: true, timeoutStopSec: 0.5 })
  async holdOn() {
    for (;;) {
      try {
        await sleep(1e10);
      } catch {
        // That is the fault.
      }
    }
  }
}

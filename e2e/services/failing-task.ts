import { DataService, task } from "dasedeck";

/** Tasks that fail at once, with and without a restart. */
export default class FailingTask extends DataService {
  @task({ autostart: true, restartOnException: false })
  async failOnce() {
    await Promise.resolve();
    throw new TypeError("The valve does not answer");
  }

  @task({ autostart: true, restartSec: 60 })
  async failAndWait() {
    await Promise.resolve();
    throw new Error("The pump is dry");
  }
}

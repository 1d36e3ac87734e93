import { DataService, task } from "dasedeck";

/** A restart limit that its restart delay makes unreachable. */
export default class WarnedTask extends DataService {
  @task({ restartSec: 2, startLimitIntervalSec: 1, startLimitBurst: 5 })
  async tryInVain() {
    await Promise.resolve();
    throw new Error("");
  }

  @task()
  async idle() {
    await Promise.resolve();
  }
}

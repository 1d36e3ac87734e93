import { DataService, task } from "dasedeck";

/** A task that comes to its end with a result, and one whose restart limit can't be reached. */
export default class FinishingTask extends DataService {
  @task()
  async measureOnce() {
    await Promise.resolve();
    return { mean: 4.25, samples: 3 };
  }

  @task({ restartSec: 10, startLimitIntervalSec: 5, startLimitBurst: 3 })
  async neverLimited() {
    await Promise.resolve();
  }
}

import { DataService, task } from "dasedeck";

/** A task whose delay before a restart grows. */
export default class BacksOff extends DataService {
  @task({ autostart: true, restartSec: 0.1, restartSteps: 3, restartMaxDelaySec: 60 })
  async tryAgain() {
    await Promise.resolve();
    throw new Error("No answer");
  }
}

import { DataService, sleep, task } from "dasedeck";

/** For the history: a task that fails once and then runs, one that never stops failing, and one that is well. */
export default class FailsOnce extends DataService {
  _failed = false;

  @task({ autostart: true, restartSec: 1 })
  async recover() {
    await sleep(0.5);
    if (!this._failed) {
      this._failed = true;
      throw new Error("The first answer was lost");
    }
    await sleep(3600);
  }

  @task({ restartSec: 0.02 })
  async flutter() {
    await sleep(0.02);
    throw new Error("The contact is loose");
  }

  @task({ autostart: true })
  async steady() {
    await sleep(3600);
  }
}

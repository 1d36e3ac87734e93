import { DataService, sleep, task } from "dasedeck";

/** How long a run of the restless tasks takes at least, in seconds. */
const runSec = 0.15;

/** Tasks that change their states all the time, among others that rest: in each order of the deck's rows they stand elsewhere. */
export default class RestlessTasks extends DataService {
  @task({ autostart: true }) async calmA() {
    await sleep(3600);
  }

  @task({ autostart: true, restartSec: runSec, startLimitIntervalSec: null }) async restlessB() {
    await sleep(runSec);
    throw new Error("B failed");
  }

  @task({ autostart: true }) async calmC() {
    await sleep(3600);
  }

  @task({ autostart: true, restartSec: runSec * 2, startLimitIntervalSec: null }) async restlessD() {
    await sleep(runSec * 3);
    throw new Error("D failed, with a text that is longer than the column in which it has to stand, so that it does not fit into it");
  }

  @task() async idleE() {
    await sleep(3600);
  }
}

import { DataService, sleep, task } from "dasedeck";

/** Its process dies of an error that no task catches; it is not started again by itself. */
export default class CrashingService extends DataService {
  static service = { restart: "no" };

  @task({ autostart: true })
  async loseItsWay() {
    await sleep(0.5);
    setTimeout(() => {
      throw new Error("The driver lost its way");
    }, 0);
    await sleep(3600);
  }
}

import { DataService, sleep, task } from "dasedeck";

/** One task for clients, one for the service itself. */
export default class PrivateTask extends DataService {
  @task({ autostart: true })
  async _watch() {
    for (;;) await sleep(1);
  }

  @task()
  async poll() {
    await sleep(3600);
  }
}

import { DataService, sleep, task } from "dasedeck";

/** Has one task that does next to nothing. */
export default class Quiet extends DataService {
  @task({ autostart: true })
  async poll() {
    for (;;) await sleep(1);
  }
}

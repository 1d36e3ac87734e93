import { DataService, sleep, task } from "dasedeck";

/** After a second of good behaviour its event loop turns no more. */
export default class BlocksInTask extends DataService {
  @task({ autostart: true })
  async spinForEver() {
    await sleep(1);
    for (;;);
  }
}

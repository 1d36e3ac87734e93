import { DataService, sleep, task } from "dasedeck";

/** As many tasks as Python's client has to be able to connect to, each in a channel of its own. */
const count = 2600;

class Channel extends DataService {
  @task() async poll() {
    for (;;) await sleep(3600);
  }
}

export default class ManyTasks extends DataService {
  constructor() {
    super();
    for (let index = 0; index < count; index++) Object.assign(this, { [`channel${index}`]: new Channel() });
  }
}

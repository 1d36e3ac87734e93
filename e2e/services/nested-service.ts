import { DataService, sleep, task } from "dasedeck";

class Output extends DataService {
  volts = 0;

  @task({ autostart: true })
  async rampUp() {
    for (;;) {
      this.volts += 1;
      await sleep(0.1);
    }
  }
}

class Supply extends DataService {
  output = new Output();
}

/** Services within a service. */
export default class NestedService extends DataService {
  supply = new Supply();
}

import { DataService, serviceParameters } from "dasedeck";

/** Serves the parameters that it was loaded with. */
export default class InstanceService extends DataService {
  readonly #settings = serviceParameters({ port: "none", gain: 1 });
  offset = 0;

  get port() {
    return this.#settings.port;
  }

  get gain() {
    return this.#settings.gain;
  }
}

import { DataService } from "dasedeck";

/** Keeps its event loop, and a processor, busy with nothing for 10 s. */
export default class Blocking extends DataService {
  begin() {
    setTimeout(() => {
      const end = performance.now() + 10_000;
      while (performance.now() < end);
    }, 0);
  }
}

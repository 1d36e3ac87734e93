import { DataService } from "dasedeck";

/** Throws where nobody catches: in a timer, outside any task. */
export default class Throwing extends DataService {
  begin() {
    setTimeout(() => {
      throw new Error("The camera has gone");
    }, 0);
  }
}

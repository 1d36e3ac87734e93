import { DataService } from "dasedeck";

/** Ends its own process. */
export default class Exiting extends DataService {
  begin() {
    setTimeout(() => process.exit(3), 0);
  }
}

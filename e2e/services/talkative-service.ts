import { command, DataService } from "dasedeck";

/** Writes when it is asked to. */
export default class TalkativeService extends DataService {
  constructor() {
    super();
    console.log("warming up");
    console.error("lens is dusty");
  }

  /** Faster than anyone can read. */
  @command flood(): void {
    for (let line = 1; line <= 100_000; line++) console.log(`line ${line}`);
  }
}

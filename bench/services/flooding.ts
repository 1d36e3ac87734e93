import { writeSync } from "node:fs";
import { DataService } from "dasedeck";

const lines = Array.from({ length: 1000 }, (_, index) => `line ${index} of a flood of lines\n`).join("");

/** Writes 100,000 lines a second for 10 s. */
export default class Flooding extends DataService {
  begin() {
    const end = performance.now() + 10_000;
    const timer = setInterval(() => {
      if (performance.now() > end) clearInterval(timer);
      else writeSync(process.stdout.fd, lines);
    }, 10);
  }
}

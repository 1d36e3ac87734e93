import { runServiceProcess } from "./run-service-process.ts";
import { endWithDeck } from "./outlive-watch.ts";
import { openDeckPort } from "./deck-port.ts";

// Before any code of a service runs: it may block this thread for ever.
endWithDeck(Number(process.env["DASEDECK_DECK_PID"] ?? process.ppid));
// The author's own lines in stack traces.
process.setSourceMapsEnabled(true);
runServiceProcess(openDeckPort());

/** A deck with one real service, to be killed: tells the count that the service began with, and every count that the deck has heard of. */
import { fileURLToPath } from "node:url";
import { systemClock } from "#runtime/clock.ts";
import { forkChildProcess } from "../../fork-child-process.ts";
import { openDeck } from "../../open-deck.ts";

// Whoever listened is gone: so is the need for this program.
process.on("disconnect", () => process.exit());
const [dataDir = "", serviceFile = ""] = process.argv.slice(2);

const { deck, loadFiles } = await openDeck({
  version: "0.0.0",
  dataDir,
  examplesDir: dataDir,
  journalWorkerFile: fileURLToPath(new URL("../../journal/journal-worker.ts", import.meta.url)),
  forkService: forkChildProcess(fileURLToPath(new URL("../../../service-process/index.ts", import.meta.url))),
  clock: systemClock,
  chooseServiceFiles: () => Promise.resolve([]),
  remember: false,
  warn: (message) => process.send?.({ warning: message }),
  saveIntervalSec: 0.05,
});
deck.onDidChange((events) => {
  for (const { change } of events) {
    if (change.kind === "treeReplaced") process.send?.({ restored: change.attributes.value["count"]?.value });
    if (change.kind === "valueChanged" && change.value.full_access_path === "count") process.send?.({ heard: change.value.value });
    if (change.kind === "output") for (const { text } of change.lines) process.send?.({ warning: text });
  }
});
loadFiles([serviceFile], { kind: "command-line", name: "test" });

/** A deck with one real service, to be killed: tells the count that the service began with, and every count that the deck has heard of. */
import { openRealDeck } from "../../testing/open-real-deck.ts";

// Whoever listened is gone: so is the need for this program.
process.on("disconnect", () => process.exit());
const [dataDir = "", serviceFile = ""] = process.argv.slice(2);

const { deck, loadFiles } = await openRealDeck(dataDir, {
  dataDir,
  warn: (message) => process.send?.({ warning: message }),
  saveIntervalSec: 0.05,
});
deck.onDidChange((events) => {
  for (const { change } of events) {
    if (change.kind === "statusChanged" && change.status.state === "running" && change.status.pid !== null)
      process.send?.({ servicePid: change.status.pid });
    if (change.kind === "treeReplaced") process.send?.({ restored: change.attributes.value["count"]?.value });
    if (change.kind === "valueChanged" && change.value.full_access_path === "count") process.send?.({ heard: change.value.value });
    if (change.kind === "output") for (const { text } of change.lines) process.send?.({ warning: text });
  }
});
loadFiles([{ file: serviceFile }], { kind: "command-line", name: "test" });

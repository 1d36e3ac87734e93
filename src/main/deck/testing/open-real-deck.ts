import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "#runtime/clock.ts";
import { forkChildProcess } from "../fork-child-process.ts";
import { openDeck, type OpenDeck, type OpenDeckOptions } from "../open-deck.ts";

/**
 * Opens a deck with real files and real service processes, from the sources, without the programs around a deck. What it warns of is an error.
 *
 * @param folder - it keeps its data in `data` below it.
 */
export function openRealDeck(folder: string, options: Partial<OpenDeckOptions> = {}): Promise<OpenDeck> {
  return openDeck({
    version: "0.0.0",
    dataDir: join(folder, "data"),
    examplesDir: folder,
    journalWorkerFile: fileURLToPath(new URL("../journal/journal-worker.ts", import.meta.url)),
    forkService: forkChildProcess(fileURLToPath(new URL("../../service-process/index.ts", import.meta.url))),
    clock: systemClock,
    chooseServiceFiles: () => Promise.resolve([]),
    chooseCertificateFile: () => Promise.resolve(null),
    network: null,
    remember: false,
    warn: (message) => {
      throw new Error(message);
    },
    ...options,
  });
}

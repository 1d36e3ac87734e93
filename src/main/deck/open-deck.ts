import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Clock } from "#runtime/clock.ts";
import { describeThrown } from "#runtime/error-report.ts";
import { DisposableStore } from "#shared/disposable.ts";
import type { ServiceInstance } from "#shared/service-instance.ts";
import type { Actor } from "#shared/primitives.ts";
import { createDeckHandlers, type DeckHandlers, type FileDialogs } from "./deck-handlers.ts";
import { Deck } from "./deck.ts";
import { openDataFolder } from "./data-folder.ts";
import { exampleServices } from "./examples.ts";
import type { ForkService } from "./fork-service.ts";
import { openJournal } from "./journal/open-journal.ts";
import type { NetworkControl } from "./network-control.ts";
import { defaultSaveIntervalSec } from "./state/state-keeper.ts";
import { RememberedDeck } from "./remembered-deck.ts";
import { connectRemote } from "./remote/connect-remote.ts";
import { RememberedRemotes } from "./remote/remembered-remotes.ts";
import { rememberServices } from "./remember-services.ts";
import { permitsOfLoading, permitsOfTrust } from "./run-permits.ts";
import { StartQueue } from "./start-queue.ts";
import { DeckWantedTasks } from "./wanted-tasks.ts";

const withTheDeck: Actor = { kind: "autostart", name: "start of Dasedeck" };

export interface OpenDeckOptions extends FileDialogs {
  readonly version: string;
  readonly dataDir: string;
  /** Folder of the example service files. */
  readonly examplesDir: string;
  /** The program of the thread that keeps the journal. */
  readonly journalWorkerFile: string;
  readonly forkService: ForkService;
  readonly clock: Clock;
  readonly network: NetworkControl | null;
  /** Whether clients on the network may connect the deck to services beyond this computer; default: its own window alone may. */
  readonly allowRemotes?: boolean;
  /** Load the services that the data folder remembers, and remember those of this deck. */
  readonly remember: boolean;
  /** Nothing starts before {@link OpenDeck.releaseStarts}; default: services start at once. */
  readonly holdsStarts?: boolean;
  /** A file that nobody has trusted is not run, not even where a link of a loaded service leads to it now; default: whoever loads a path trusts what it leads to. */
  readonly asksForTrust?: boolean;
  readonly warn: (message: string) => void;
  /** How long a value that changed may be unsaved, in seconds; default 30. */
  readonly saveIntervalSec?: number;
}

/** A deck with its memory, its journal and the handlers of its API. */
export interface OpenDeck {
  readonly deck: Deck;
  readonly handlers: DeckHandlers;
  readonly remembered: RememberedDeck;
  /** Loads files that the person at the command line named, which is to trust them. */
  readonly loadFiles: (files: readonly ServiceInstance[], by: Actor) => void;
  /** Lets services start that {@link OpenDeckOptions.holdsStarts} holds back. */
  readonly releaseStarts: () => void;
  /** Stops everything in order, within a bounded time. Gives what could not be saved, a line for each. */
  readonly close: () => Promise<readonly string[]>;
  /** Kills everything at once. */
  readonly kill: () => void;
}

/** @throws Error where the data folder can't be used */
export async function openDeck(options: OpenDeckOptions): Promise<OpenDeck> {
  const { version, dataDir, forkService, clock, warn } = options;
  await openDataFolder(dataDir, warn);
  const remembered = await RememberedDeck.open(dataDir, warn);
  const owned = new DisposableStore();
  const journal = owned.add(openJournal({ file: join(dataDir, "journal.sqlite"), workerFile: options.journalWorkerFile, clock, warn }));
  const examples = exampleServices(options.examplesDir);
  const { recentFiles } = remembered;
  const remotes = await RememberedRemotes.open(dataDir, warn);
  const { saveIntervalSec = defaultSaveIntervalSec } = options;
  const wantedTasks = new DeckWantedTasks();
  const startQueue = owned.add(new StartQueue(clock, availableParallelism(), options.holdsStarts ?? false));
  const deck = owned.add(
    new Deck({
      ...{ version, dataDir, forkService, connectRemote, clock, journal, examples, recentFiles, saveIntervalSec, wantedTasks, startQueue },
      permitOf: options.asksForTrust === true ? permitsOfTrust(remembered) : permitsOfLoading(remembered),
    }),
  );
  const handlers = createDeckHandlers({ allowRemotes: false, log: warn, ...options, deck, remembered, journal });
  if (options.remember) restoreServices(deck, remembered, remotes);
  const remembering = options.remember ? owned.add(rememberServices({ deck, wantedTasks, remembered, remotes, clock })) : null;

  return {
    deck,
    handlers,
    remembered,
    releaseStarts: () => startQueue.release(),
    loadFiles(files, by) {
      const ids = files.map(({ file, ...instance }) => deck.load(file, by, instance));
      // What another deck remembers in this folder is not ours to change.
      if (!options.remember || ids.length === 0) return;
      for (const { id, source } of deck.localServices) if (ids.includes(id)) remembered.addRecentFile(source.file);
      deck.setRecentFiles(remembered.recentFiles);
    },
    async close() {
      // What someone asked for just now is to be remembered, too.
      deck.tellNow();
      remembering?.rememberNow();
      // That everything stops now is not what anyone wants to find at the next start.
      remembering?.dispose();
      const unsaved = await deck.shutDown();
      await journal.close();
      owned.dispose();
      return options.remember ? [...unsaved, ...(await saveMemory(remembered, remotes))] : unsaved;
    },
    kill() {
      owned.dispose();
    },
  };
}

async function saveMemory(remembered: RememberedDeck, remotes: RememberedRemotes): Promise<string[]> {
  try {
    await remembered.save();
    await remotes.save();
    return [];
  } catch (error) {
    return [`which services are on the deck could not be saved (${describeThrown(error).message})`];
  }
}

function restoreServices(deck: Deck, remembered: RememberedDeck, remotes: RememberedRemotes): void {
  for (const { file, name, parameters, approvedFile = file, wanted, reloadOnSave, tasks } of remembered.services) {
    const id = deck.add(file, { name, parameters, tasks, approvedFile });
    if (reloadOnSave) deck.setReloadOnSave(id, true);
    if (wanted === "running") deck.command(id, "start", withTheDeck);
  }
  for (const { wanted, ...address } of remotes.all) {
    const id = deck.addRemote(address);
    if (wanted === "running") deck.command(id, "start", withTheDeck);
  }
}

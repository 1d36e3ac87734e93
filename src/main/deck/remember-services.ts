import type { Clock } from "#runtime/clock.ts";
import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import type { ServiceStatus } from "#shared/service-snapshot.ts";
import type { Deck } from "./deck.ts";
import type { RememberedDeck } from "./remembered-deck.ts";
import type { RememberedRemotes } from "./remote/remembered-remotes.ts";
import type { DeckWantedTasks } from "./wanted-tasks.ts";

/** Requests for tasks are saved at once, and after that at most this often: a service may start and stop its own tasks many times a second. Seconds. */
const minTaskSaveIntervalSec = 0.5;

const relevantChanges: ReadonlySet<string> = new Set(["serviceAdded", "serviceRemoved", "statusChanged", "reloadOnSaveChanged"]);

interface RememberServicesOptions {
  readonly deck: Deck;
  readonly wantedTasks: DeckWantedTasks;
  readonly remembered: RememberedDeck;
  readonly remotes: RememberedRemotes;
  readonly clock: Clock;
}

/** Keeps the memory of the deck up to date until it is disposed. */
export interface Remembering extends Disposable {
  /** Notes what has not been noted yet. */
  rememberNow(): void;
}

/** Keeps in memory, and so on disk, which services are on the deck and what was last asked of them and of their tasks. */
export function rememberServices({ deck, wantedTasks, remembered, remotes, clock }: RememberServicesOptions): Remembering {
  const owned = new DisposableStore();
  let timer: Disposable | null = null;
  let isDue = false;

  function rememberNow(): void {
    isDue = false;
    remembered.setServices(
      deck.localServices.map(({ id, source, status, reloadOnSave }) => ({
        file: source.file,
        name: source.name,
        parameters: source.parameters,
        approvedFile: deck.files.approvedOf(id),
        wanted: lastWanted(status),
        reloadOnSave,
        tasks: wantedTasks.ofPeople(id),
      })),
    );
    remotes.set(deck.remotes.map(({ address, status }) => ({ ...address, wanted: lastWanted(status) })));
  }

  function scheduleTasks(): void {
    isDue = true;
    timer ??= clock.setTimer(0, () => {
      rememberNow();
      timer = clock.setTimer(minTaskSaveIntervalSec, () => {
        timer = null;
        if (isDue) scheduleTasks();
      });
    });
  }

  owned.add(
    deck.onDidChange((events) => {
      if (events.some(({ change }) => relevantChanges.has(change.kind))) rememberNow();
    }),
  );
  owned.add(deck.files.onDidChangeApprovals(rememberNow));
  owned.add(wantedTasks.onDidChange(scheduleTasks));
  return {
    rememberNow,
    dispose() {
      timer?.dispose();
      owned.dispose();
    },
  };
}

function lastWanted({ wanted }: ServiceStatus): "running" | "stopped" {
  return wanted?.wanted ?? "stopped";
}

import { closeSync, lstatSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { createBirpc } from "birpc";
import { asideName, privateFileMode } from "../data-folder.ts";
import { journalHostEvents, type JournalHostFunctions, type JournalWorkerData, type JournalWorkerFunctions } from "./journal-channel.ts";
import type { JournalStore } from "./journal-store.ts";

const mostEntries = 2_000_000;
const beatMs = 5000;
const forgetMs = 3_600_000;

if (parentPort === null) throw new Error("This is the worker thread of the journal");
serve(parentPort, workerData as JournalWorkerData);

/** Keeps the journal's database in this thread, where waiting for the disk holds up nobody. */
function serve(port: NonNullable<typeof parentPort>, { file, openedAt }: JournalWorkerData): void {
  const opening = open();
  const host = createBirpc<JournalHostFunctions, AsPromised<JournalWorkerFunctions>>(
    {
      append: (entries) => answer((store) => store.append(entries)),
      read: (query) => answer((store) => store.read(query)),
      history: (query, now) => answer((store) => store.history(query, now)),
      close: (now) => {
        clearInterval(beats);
        clearInterval(forgetting);
        return answer((store) => store.close(now));
      },
    },
    {
      post: (message) => port.postMessage(message),
      on: (listener) => port.on("message", listener),
      eventNames: [...journalHostEvents],
      timeout: -1,
    },
  );
  const beats = setInterval(() => void opening.then((store) => tryTo(() => store.beat(Date.now()))), beatMs);
  const forgetting = setInterval(() => void opening.then(forget), forgetMs);
  opening.then(forget, (error: unknown) => host.openFailed(messageOf(error)));

  async function answer<Result>(action: (store: JournalStore) => Result): Promise<Result> {
    const store = await opening;
    try {
      return action(store);
    } catch (error) {
      // The database's own errors don't survive the way to another thread.
      throw new Error(messageOf(error), { cause: error });
    }
  }

  async function open(): Promise<JournalStore> {
    // Loaded here, so that a platform without the native library still has a deck.
    const { JournalStore } = await import("./journal-store.ts");
    const options = { file, mostEntries, warn: (message: string) => void host.warn(message) };
    for (const part of partsOf(file).filter(isInTheWay)) {
      const aside = asideName(part);
      renameSync(part, aside);
      options.warn(`${part} is no ordinary file; it was set aside as ${aside}`);
    }
    makePrivateFile(file);
    try {
      return new JournalStore(options, openedAt);
    } catch (error) {
      if (!/not a database|malformed/.test(messageOf(error))) throw error;
      // What can't be read stays for whoever can mend it; the record goes on.
      const aside = asideName(file);
      renameSync(file, aside);
      for (const part of partsOf(file)) rmSync(part, { force: true });
      makePrivateFile(file);
      options.warn(`The journal ${file} can't be read (${messageOf(error)}): it was set aside as ${aside}, and a new one begins`);
      return new JournalStore(options, openedAt);
    }
  }

  /** Piece by piece, so that others have their turn in between. */
  function forget(store: JournalStore): void {
    tryTo(() => {
      if (store.forgetSome(Date.now())) setImmediate(() => forget(store));
    });
  }
}

/** The files of the database: SQLite keeps its log and an index of it beside it. */
function partsOf(file: string): string[] {
  return [file, `${file}-wal`, `${file}-shm`];
}

/** Makes the file of a new database for its owner alone. SQLite would follow the umask; its log and index get the mode of the database. */
function makePrivateFile(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) closeSync(openSync(file, "wx", privateFileMode));
}

/** Whether a folder, a pipe, or a link that leads to no file, stands where a file of the database should be. */
function isInTheWay(path: string): boolean {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return false;
  try {
    return !statSync(path).isFile();
  } catch {
    return true;
  }
}

type AsPromised<Functions> = {
  [Name in keyof Functions]: Functions[Name] extends (...args: infer Args) => infer Result ? (...args: Args) => Promise<Result> : never;
};

/** What fails here, on a full disk for example, is done the next time; that nothing can be written is told with the next entries. */
function tryTo(action: () => void): void {
  try {
    action();
  } catch {
    // See above.
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { dirname, resolve } from "node:path";
import { CallRefused, type HandlersOf } from "#shared/api-definition.ts";
import type { deckApi, GrantedAccess, LoadOutcome } from "#shared/deck-api.ts";
import { isLoopbackHost } from "#shared/loopback-host.ts";
import type { Actor } from "#shared/primitives.ts";
import { canonicalPath } from "./canonical-path.ts";
import type { Deck } from "./deck.ts";
import type { Journal } from "./journal/journal.ts";
import { parseRemoteAddress } from "./remote/remote-address.ts";
import type { NetworkControl } from "./network-control.ts";
import type { RememberedDeck } from "./remembered-deck.ts";
import { ServiceTrust } from "./service-trust.ts";

/** Who makes a call. */
export interface Caller {
  readonly actor: Actor;
  readonly access: GrantedAccess;
}

export type DeckHandlers = HandlersOf<typeof deckApi, Caller>;

/** So many questions of trust may be open. */
const maxQuestions = 1000;

type LoadInput = Parameters<DeckHandlers["loadService"]>[0];

/** What a deck asks of the person at its window, over the system's dialogs. */
export interface FileDialogs {
  readonly chooseServiceFiles: () => Promise<string[]>;
  /** `null`: they chose none. */
  readonly chooseCertificateFile: (what: "certificate" | "key") => Promise<string | null>;
}

export interface DeckHandlersOptions extends FileDialogs {
  readonly deck: Deck;
  readonly remembered: RememberedDeck;
  readonly journal: Journal;
  /** `null`: who may reach the deck is not decided by calls. */
  readonly network: NetworkControl | null;
  /** Whether clients on the network may connect the deck to services beyond this computer; its own window may in any case. */
  readonly allowRemotes: boolean;
  /** Writes a line to the deck's own output. */
  readonly log: (message: string) => void;
}

/** Answers every call of the deck's API, for windows and browsers alike. */
export function createDeckHandlers(options: DeckHandlersOptions): DeckHandlers {
  const { deck, remembered, journal, chooseServiceFiles, chooseCertificateFile } = options;
  /** By path as it was given: the real path that the last question was about. */
  const asked = new Map<string, string>();
  const examples = new Map(deck.snapshot().examples.map(({ name, file }) => [name, file]));
  const trusted = new ServiceTrust({ deck, remembered, examples: new Set(examples.values()), log: options.log });

  async function load({ file: givenFile, trust, trustedFile, ...instance }: LoadInput, by: Actor): Promise<LoadOutcome> {
    // Trust belongs to the file itself, not to a link that can be turned to another. A missing file is for the service to report.
    const path = resolve(givenFile);
    await deck.untilRemoved(path, instance.name);
    const file = canonicalPath(path);
    // The link may lead elsewhere since the person was asked: then they are asked again.
    const isAnswer = trust !== undefined && file === (trustedFile ?? asked.get(path) ?? file);
    if (isAnswer && trust === "file") remembered.trustFile(file);
    if (isAnswer && trust === "folder") remembered.trustFolder(dirname(file));
    if (!trusted.mayLoad(file)) {
      if (asked.size >= maxQuestions) asked.clear();
      asked.set(path, file);
      return { kind: "trustNeeded", file, folder: dirname(file) };
    }
    asked.delete(path);
    const service = deck.load(path, by, { ...instance, approvedFile: file });
    remembered.addRecentFile(path);
    deck.setRecentFiles(remembered.recentFiles);
    return { kind: "loaded", service };
  }

  async function loadExample(name: string, by: Actor): Promise<string> {
    const file = examples.get(name);
    if (file === undefined) throw new Error(`There is no example named ${JSON.stringify(name)}`);
    await deck.untilRemoved(file);
    return deck.load(file, by);
  }

  /** @throws Error where there is no such thing */
  function network(): NetworkControl {
    if (options.network === null) throw new Error("Who may reach this deck is set by the flags of dasedeck serve and by dasedeck token");
    return options.network;
  }

  const mayAddAnywhere = ({ access }: Caller): boolean => access.role === "desktop" || options.allowRemotes;

  return {
    getAccess: (_, caller) => ({ ...caller.access, remotes: mayAddAnywhere(caller) ? "anywhere" : "this computer" }),
    getSnapshot: () => deck.snapshot(),
    readJournal: (query) => journal.read(query),
    readHistory: (query) => journal.readHistory(query),

    chooseServiceFiles,
    loadService: (input, { actor }) => load(input, actor),
    loadExamples: (_, { actor }) => Promise.all(Array.from(examples.keys(), (name) => loadExample(name, actor))),
    loadExample: ({ name }, { actor }) => loadExample(name, actor),
    reloadService: ({ service }, { actor }) => deck.command(service, "restart", actor),
    setReloadOnSave: ({ service, on }) => deck.setReloadOnSave(service, on),
    removeService: ({ service }, { actor }) => deck.remove(service, actor),

    getTrust: () => trusted.list(),
    revokeTrust: (path, { actor }) => trusted.revoke(path, actor),

    addRemote(given, caller) {
      const address = parseRemoteAddress(given);
      const { hostname } = new URL(address.url);
      if (!mayAddAnywhere(caller) && !isLoopbackHost(hostname))
        throw new CallRefused(
          `This deck may be connected from here to services on its own computer only, not to ${hostname}: add it in the app's own window, or start dasedeck serve with --allow-remotes`,
        );
      const service = deck.addRemote(address);
      deck.command(service, "start", caller.actor);
      return service;
    },
    removeRemote: ({ service }, { actor }) => deck.removeRemote(service, actor),

    startService: ({ service }, { actor }) => deck.command(service, "start", actor),
    stopService: ({ service }, { actor }) => deck.command(service, "stop", actor),
    restartService: ({ service }, { actor }) => deck.command(service, "restart", actor),
    forceStopService: ({ service }, { actor }) => deck.command(service, "forceStop", actor),

    startTask: ({ service, task }, { actor }) => deck.commandTask(service, task, "start", actor),
    stopTask: ({ service, task }, { actor }) => deck.commandTask(service, task, "stop", actor),
    restartTask: ({ service, task }, { actor }) => deck.commandTask(service, task, "restart", actor),

    callMethod: async ({ service, path, args, kwargs }) => deck.callMethod(service, path, { args, kwargs }),
    setAttribute: ({ service, path, value }, { actor }) => deck.writeAttribute(service, path, value, actor),

    readDefaults: ({ service }) => deck.readDefaults(service),
    resetAttribute: ({ service, path }, { actor }) => deck.resetAttribute(service, path, actor),

    getNetwork: () => network().look(),
    setNetwork: (settings) => network().change(settings),
    chooseCertificateFile: ({ what }) => chooseCertificateFile(what),
    getTokens: () => network().listTokens(),
    makeToken: async ({ name, role }) => ({ token: await network().makeToken(name, role) }),
    revokeToken: ({ name }) => network().revokeToken(name),
  };
}

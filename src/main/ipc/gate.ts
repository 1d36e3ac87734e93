import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from "electron";
import type { Deck } from "../deck/deck.ts";
import type { DeckHandlers } from "../deck/deck-handlers.ts";
import { answerCall, type CallAnswer } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import { deckIpc } from "#shared/deck-transport.ts";
import { DisposableStore, toDisposable, type Disposable } from "#shared/disposable.ts";
import type { ServiceInstance } from "#shared/service-instance.ts";
import type { Actor } from "#shared/primitives.ts";

export interface GateOptions {
  readonly deck: Deck;
  readonly handlers: DeckHandlers;
  /** The one origin that our own window's page has. */
  readonly origin: string;
  /** The person at this computer. */
  readonly operator: Actor;
  /** The windows that may call, and that hear of every event. */
  readonly windows: () => readonly WebContents[];
}

export interface Gate extends Disposable {
  /** Has the window load service files, and ask about those that are not trusted yet: at once, or as soon as it listens. */
  loadFiles(files: readonly ServiceInstance[]): void;
}

/** Opens the one way for windows to reach the deck: every call passes here, every event leaves here. */
export function openGate({ deck, handlers, origin, operator, windows }: GateOptions): Gate {
  const owned = new DisposableStore();
  const filesToLoad: ServiceInstance[] = [];
  let listening: WebContents | null = null;

  const sendFiles = (): void => {
    if (listening === null || listening.isDestroyed() || filesToLoad.length === 0) return;
    listening.send(deckIpc.filesToLoad, filesToLoad.splice(0));
  };
  const receiveReady = (event: IpcMainEvent): void => {
    if (refusalOf(event, origin, windows()) !== null) return;
    listening = event.sender;
    sendFiles();
  };
  ipcMain.on(deckIpc.readyForFiles, receiveReady);
  owned.add(toDisposable(() => ipcMain.off(deckIpc.readyForFiles, receiveReady)));

  ipcMain.handle(deckIpc.call, (event, request: unknown): CallAnswer | Promise<CallAnswer> => {
    const refusal = refusalOf(event, origin, windows());
    if (refusal !== null) return { kind: "error", name: "CallRefused", message: refusal };
    return answerCall(deckApi, handlers, request, { actor: operator, access: { role: "desktop", token: null } }, "desktop");
  });
  owned.add(toDisposable(() => ipcMain.removeHandler(deckIpc.call)));

  owned.add(
    deck.onDidChange((events) => {
      for (const contents of windows()) {
        if (!contents.isDestroyed()) contents.send(deckIpc.events, events);
      }
    }),
  );
  return {
    loadFiles(files) {
      filesToLoad.push(...files);
      sendFiles();
    },
    dispose: () => owned.dispose(),
  };
}

/** Why a caller is turned away, or `null`: only the main frame of our own window, with our own page in it, may call. */
function refusalOf(
  { sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent,
  origin: string,
  windows: readonly WebContents[],
): string | null {
  if (!windows.includes(sender)) return "Only a window of Dasedeck may call";
  if (senderFrame === null || senderFrame !== sender.mainFrame) return "Only the main frame of a window may call";
  const from = originOf(senderFrame.url);
  return from === origin ? null : `The origin ${from} may not call`;
}

/** `URL.origin` is "null" for schemes that the URL standard does not know, such as our own. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

import { ipcMain, type IpcMainInvokeEvent, type WebContents } from "electron";
import type { Deck } from "../deck/deck.ts";
import type { DeckHandlers } from "../deck/deck-handlers.ts";
import { answerCall, type CallAnswer } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import { deckIpc } from "#shared/deck-transport.ts";
import { DisposableStore, toDisposable, type Disposable } from "#shared/disposable.ts";
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

/** Opens the one way for windows to reach the deck: every call passes here, every event leaves here. */
export function openGate({ deck, handlers, origin, operator, windows }: GateOptions): Disposable {
  const owned = new DisposableStore();

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
  return owned;
}

/** Why a caller is turned away, or `null`: only the main frame of our own window, with our own page in it, may call. */
function refusalOf({ sender, senderFrame }: IpcMainInvokeEvent, origin: string, windows: readonly WebContents[]): string | null {
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

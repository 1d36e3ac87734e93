import { fromEnvelope, toEnvelope } from "#shared/service-channel.ts";

/** The way to the deck, whichever shell the deck runs in. */
export interface DeckPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The deck is gone or has closed the channel. */
  onClose(listener: () => void): void;
}

/** Finds the channel that this process was forked with: Electron's `parentPort` in a `utilityProcess`, Node's IPC in a forked child. */
export function openDeckPort(): DeckPort {
  const { parentPort } = process as { parentPort?: NodeJS.Process["parentPort"] };
  if (parentPort !== undefined) {
    return {
      post: (message) => parentPort.postMessage(toEnvelope(message)),
      onMessage: (listener) => void parentPort.on("message", ({ data }) => passOn(data, listener)),
      // Electron tells nothing: it ends its utility processes with the app.
      onClose: () => undefined,
    };
  }
  return {
    post: (message) => {
      // The callback takes the error of a channel that closed meanwhile; `onClose` tells of it.
      if (process.connected) process.send?.(toEnvelope(message), undefined, undefined, () => undefined);
    },
    onMessage: (listener) => void process.on("message", (received) => passOn(received, listener)),
    onClose: (listener) => void process.on("disconnect", listener),
  };
}

function passOn(received: unknown, listener: (message: unknown) => void): void {
  const message = fromEnvelope(received);
  if (message !== null) listener(message);
}

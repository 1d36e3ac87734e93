import type { DeckTransport, DesktopBridge } from "#shared/deck-transport.ts";

/** The way through Electron's preload. The deck lives in the same application, so the line to it is never lost. */
export function createDesktopTransport(bridge: DesktopBridge): DeckTransport {
  return {
    send: (request) => bridge.call({ name: request.name, input: request.input }),
    onEvents: (listener) => bridge.onDeckEvents(listener),
    onConnection(listener) {
      listener({ state: "connected" });
      return () => undefined;
    },
  };
}

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { CleanUpOnce } from "#shared/disposable.ts";

/** The connections that this process opens from now on, to cut them: libraries keep theirs to themselves, but Node tells of every one. */
export class OwnConnections extends CleanUpOnce {
  readonly #open = new Set<Socket>();

  constructor() {
    super();
    subscribe("net.client.socket", this.#opened);
  }

  readonly #opened = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    this.#open.add(socket);
    socket.on("close", () => this.#open.delete(socket));
  };

  /** Cuts every connection, whatever is under way; how many there were. */
  cut(): number {
    const connections = [...this.#open];
    for (const connection of connections) connection.destroy();
    return connections.length;
  }

  protected override cleanUp(): void {
    unsubscribe("net.client.socket", this.#opened);
  }
}

import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { OpenDeck } from "../../../deck/open-deck.ts";
import { openRealDeck } from "../../../deck/testing/open-real-deck.ts";
import { serveDeck, type DeckServer, type ServeDeckOptions } from "../../serve-deck.ts";

const tester: Actor = { kind: "operator", name: "tester" };

/** The service that has everything that a service may have; pydase's peer of it stands beside it. */
export const kitchenSink = resolve("e2e/python/kitchen-sink.ts");

/** A deck with real service processes that is served on a port of its own. */
export class ServedFiles {
  readonly folder: string;
  readonly opened: OpenDeck;
  readonly server: DeckServer;

  private constructor(folder: string, opened: OpenDeck, server: DeckServer) {
    this.folder = folder;
    this.opened = opened;
    this.server = server;
  }

  /** @param files - paths of service files, or their texts by name; resolves when all of them run. */
  static async open(
    files: readonly (string | { name: string; text: string })[],
    root: "deck" | "only service" = "deck",
    further: Partial<ServeDeckOptions> = {},
  ): Promise<ServedFiles> {
    const folder = await mkdtemp(join(tmpdir(), "dasedeck-protocol-"));
    await writeFile(join(folder, "index.html"), "");
    const opened = await openRealDeck(folder);
    const { deck, handlers } = opened;
    const options = { deck, handlers, host: "127.0.0.1", port: 0, rendererDir: folder, root, ...further };
    const served = new ServedFiles(folder, opened, await serveDeck(options));
    for (const file of files) await served.load(file);
    return served;
  }

  get url(): string {
    return this.server.url;
  }

  /** Loads a file; resolves with the service's id when it runs. */
  async load(file: string | { name: string; text: string }): Promise<string> {
    const { deck } = this.opened;
    const path = join(this.folder, typeof file === "string" ? basename(file) : file.name);
    await (typeof file === "string" ? copyFile(file, path) : writeFile(path, file.text));
    const id = deck.load(path, tester);
    await this.until(id, ({ status }) => status.state === "running");
    return id;
  }

  /** The service as it is now in the deck's mirror. */
  service(id: string): ServiceSnapshot {
    const found = this.opened.deck.services.find((service) => service.id === id);
    if (found === undefined) throw new Error(`There is no service ${id}`);
    return found;
  }

  async until(id: string, isSo: (service: ServiceSnapshot) => boolean): Promise<void> {
    const { deck } = this.opened;
    await new Promise<void>((resolve, reject) => {
      const look = (): boolean => {
        const { status } = this.service(id);
        if (isSo(this.service(id))) resolve();
        else if (status.state === "failed") reject(new Error(status.lastError?.message ?? status.failureReason));
        else return false;
        return true;
      };
      if (look()) return;
      const listening = deck.onDidRecord(() => {
        if (look()) listening.dispose();
      });
    });
  }

  async close(): Promise<void> {
    await this.opened.close();
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

import { isAbsolute } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { DisposableStore } from "#shared/disposable.ts";
import { OneAtATime } from "#shared/one-at-a-time.ts";
import type { Tokens } from "../access/tokens.ts";
import { serveDeck, type DeckServer, type ServeDeckOptions } from "../serve-deck.ts";
import { listenProblem } from "./listen-problem.ts";
import { NetworkProblem } from "./network-problem.ts";
import { openAccess, type NetworkAccess } from "./open-access.ts";
import { isInTheWay, type ServerPlan } from "./server-plan.ts";

export interface DeckPublisherOptions extends Pick<ServeDeckOptions, "deck" | "handlers" | "rendererDir"> {
  readonly tokens: Tokens;
  readonly warn: (message: string) => void;
}

/** What a server needs before it listens; it lives as long as the server. */
interface Prepared {
  readonly plan: ServerPlan;
  readonly access: NetworkAccess;
  readonly owned: DisposableStore;
}

/** A server that listens. */
interface Published extends Prepared {
  readonly server: DeckServer;
}

/** Networks come a while after the computer, and programs free their ports. */
const retryMs = 5000;

/** Serves a deck as it is planned, and in another way when that is planned: the services don't notice. */
export class DeckPublisher {
  readonly #options: DeckPublisherOptions;
  readonly #inOrder = new OneAtATime();
  readonly #owned = new DisposableStore();
  #published: Published | null = null;
  /** What is tried again and again, since nothing is served, and why it could not be so far. */
  #awaited: { readonly plan: ServerPlan; readonly reason: string } | null = null;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: DeckPublisherOptions) {
    this.#options = options;
    this.#owned.add(options.tokens.onDidChange(() => this.#tryAgain()));
  }

  /** Where it is served at present; `null`: nowhere. */
  get current(): { readonly plan: ServerPlan; readonly port: number } | null {
    return this.#published === null ? null : { plan: this.#published.plan, port: this.#published.server.port };
  }

  /**
   * Serves the deck so from now on. Where it can't be, what was served before goes on.
   *
   * @throws NetworkProblem that says why it can't
   */
  publish(plan: ServerPlan): Promise<void> {
    return this.#inOrder.do(() => this.#publish(plan));
  }

  /** The same, but a plan that can't be carried out is kept, tried again and again, and the deck says why: for a start, at which nobody is asked. */
  publishWhenPossible(plan: ServerPlan): Promise<void> {
    return this.#inOrder.do(() => this.#publish(plan).catch((error: unknown) => this.#await(plan, error)));
  }

  async close(): Promise<void> {
    this.#owned.dispose();
    clearTimeout(this.#retry);
    await this.#inOrder.do(async () => {
      this.#awaited = null;
      if (this.#published !== null) await end(this.#published);
      this.#published = null;
    });
  }

  async #publish(plan: ServerPlan): Promise<void> {
    const before = this.#published;
    if (this.#owned.isDisposed || (before !== null && isDeepStrictEqual(before.plan, plan))) return;
    const prepared = await this.#prepare(plan);
    if (before !== null && isInTheWay({ host: before.plan.host, port: before.server.port }, plan)) await this.#replace(before, prepared);
    else {
      // Beside the one before: it ends only when this one is there.
      this.#published = await this.#listen(prepared);
      if (before !== null) await end(before);
    }
    this.#tell();
  }

  /** At the same place there is room for one: the server before has to end first, and comes back where the new one can't begin. */
  async #replace(before: Published, next: Prepared): Promise<void> {
    this.#published = null;
    await end(before);
    try {
      this.#published = await this.#listen(next);
    } catch (error) {
      const again = { ...before.plan, port: before.server.port };
      await this.#prepare(again)
        .then((prepared) => this.#listen(prepared))
        .then(
          (published) => (this.#published = { ...published, plan: before.plan }),
          (reason: unknown) => this.#await(again, reason),
        );
      throw error;
    }
  }

  async #prepare(plan: ServerPlan): Promise<Prepared> {
    const owned = new DisposableStore();
    const { tokens, warn } = this.#options;
    try {
      const certificate = certificateFiles(plan);
      return { plan, owned, access: await openAccess({ ...plan, certificate, tokens }, owned, warn) };
    } catch (error) {
      owned.dispose();
      throw error;
    }
  }

  async #listen(prepared: Prepared): Promise<Published> {
    const { deck, handlers, rendererDir } = this.#options;
    const { host, port } = prepared.plan;
    try {
      return { ...prepared, server: await serveDeck({ deck, handlers, rendererDir, host, port, ...prepared.access }) };
    } catch (error) {
      prepared.owned.dispose();
      throw listenProblem(error, host, port);
    }
  }

  #tell(): void {
    this.#awaited = null;
    clearTimeout(this.#retry);
    if (this.#published !== null) this.#options.deck.setServer({ state: "listening", url: this.#published.server.url });
  }

  #await(plan: ServerPlan, error: unknown): void {
    if (this.#owned.isDisposed) return;
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#awaited?.reason !== reason) {
      this.#options.warn(reason);
      this.#options.deck.setServer({ state: "failed", reason });
    }
    this.#awaited = { plan, reason };
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#tryAgain(), retryMs).unref();
  }

  #tryAgain(): void {
    void this.#inOrder.do(async () => {
      // Something else may have been planned and served meanwhile.
      if (this.#awaited === null) return;
      const { plan } = this.#awaited;
      await this.#publish(plan).catch((error: unknown) => this.#await(plan, error));
    });
  }
}

async function end({ server, owned }: Published): Promise<void> {
  await server.close();
  owned.dispose();
}

function certificateFiles({ certificate }: ServerPlan): { certFile: string; keyFile: string } | null {
  if (certificate.kind === "none") return null;
  const { certFile, keyFile } = certificate;
  // Where the app was started from is nothing that a person thinks of.
  if (!isAbsolute(certFile)) throw new NetworkProblem("certificate", `${certFile} is no whole path; it has to begin at the root`);
  if (!isAbsolute(keyFile)) throw new NetworkProblem("key", `${keyFile} is no whole path; it has to begin at the root`);
  return { certFile, keyFile };
}

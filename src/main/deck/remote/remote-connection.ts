import type { Disposable } from "#shared/disposable.ts";
import type { JsonText } from "../../wire/socket-parser.ts";
import type { RemoteAddress } from "./remote-address.ts";

/** What pydase's clients ask of a service. */
export type RemoteRequest = "service_serialization" | "get_value" | "update_value" | "trigger_method";

/**
 * Why a connection ended, or did not come about. `refused`: for want of the right token, so that trying again would not help. `unusable`: what the service sent can't be
 * shown, which costs work each time and is hardly better the next time.
 */
export interface ConnectionEnd {
  readonly kind: "lost" | "refused" | "unusable";
  readonly message: string;
}

/** What a connection tells, in order; what it was sent is untrusted. Nothing comes after `ended`, nor once it was disposed of. */
export interface RemoteListener {
  opened(): void;
  /** A value changed. `length`: of the message, in characters. */
  notified(news: unknown, length: number): void;
  /** The service logged something. */
  logged(entry: unknown): void;
  ended(end: ConnectionEnd): void;
}

export interface RequestOptions {
  /** How long the answer may take; `null`: as long as the connection lasts. */
  readonly timeoutSec: number | null;
}

/** One connection to a service that runs elsewhere. It does not come back by itself. */
export interface RemoteConnection extends Disposable {
  /**
   * What the service answers; nothing it says is checked.
   *
   * @throws Error where there is no answer
   */
  request(name: RemoteRequest, argument: JsonText | null, options: RequestOptions): Promise<unknown>;
  /** Stops reading while what has come is not used up: then the service has to wait, and not the deck. */
  setReading(on: boolean): void;
}

/** Begins to connect. */
export type ConnectRemote = (address: RemoteAddress, listener: RemoteListener) => RemoteConnection;

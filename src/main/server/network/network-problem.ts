import type { NetworkPart } from "#shared/network-settings.ts";

/** Why the deck can't be served as it is meant to be, in one line without a remedy, and what it is about. */
export class NetworkProblem extends Error {
  override readonly name = "NetworkProblem";
  readonly part: NetworkPart;

  constructor(part: NetworkPart, message: string, options?: ErrorOptions) {
    super(message, options);
    this.part = part;
  }
}

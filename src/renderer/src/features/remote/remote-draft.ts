import type { DeckApi } from "#shared/deck-api.ts";
import { isLoopbackHost } from "#shared/loopback-host.ts";

/** What is typed to add a remote service. */
export interface RemoteDraft {
  readonly url: string;
  readonly name: string;
  readonly token: string;
  /** In PEM. */
  readonly certificate: string;
}

export const emptyDraft: RemoteDraft = { url: "", name: "", token: "", certificate: "" };

/** What the deck is asked for; what was left empty is not said. */
export function addressOf(draft: RemoteDraft): Parameters<DeckApi["addRemote"]>[0] {
  const { url, name, token, certificate } = draft;
  return {
    url: url.trim(),
    ...(name.trim() !== "" && { name: name.trim() }),
    ...(token.trim() !== "" && { token: token.trim() }),
    ...(isEncrypted(draft) && certificate.trim() !== "" && { certificate: certificate.trim() }),
  };
}

/** Whether what travels is encrypted, so that a certificate matters. */
export function isEncrypted({ url }: Pick<RemoteDraft, "url">): boolean {
  return /^(wss|https):\/\//i.test(url.trim());
}

/** Whether everyone on the network between can read the token. */
export function tellsTokenInTheClear({ url, token }: RemoteDraft): boolean {
  if (token.trim() === "" || url.trim() === "") return false;
  return !isEncrypted({ url }) && isElsewhere({ url });
}

/** Whether the address leads to another computer than the deck's; `false` where it names none. */
export function isElsewhere({ url }: Pick<RemoteDraft, "url">): boolean {
  const [, host = ""] = /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:]*)/i.exec(url.trim()) ?? [];
  // Chromium takes a space for a part of a host: its URL does not tell.
  return host !== "" && !/\s/.test(host) && !isLoopbackHost(host);
}

import type { DeckApi } from "#shared/deck-api.ts";

/** What is typed to add a remote service. */
export interface RemoteDraft {
  readonly url: string;
  readonly name: string;
  readonly token: string;
}

export const emptyDraft: RemoteDraft = { url: "", name: "", token: "" };

/** What the deck is asked for; what was left empty is not said. */
export function addressOf({ url, name, token }: RemoteDraft): Parameters<DeckApi["addRemote"]>[0] {
  return {
    url: url.trim(),
    ...(name.trim() !== "" && { name: name.trim() }),
    ...(token.trim() !== "" && { token: token.trim() }),
  };
}

const ownComputer = /^(localhost|127(\.\d+){3}|\[::1\])$/i;

/** Whether everyone on the network between can read the token. */
export function tellsTokenInTheClear({ url, token }: RemoteDraft): boolean {
  if (token.trim() === "" || url.trim() === "") return false;
  const [, scheme = "ws", host = ""] = /^(?:([a-z]+):\/\/)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:]*)/i.exec(url.trim()) ?? [];
  return !/^(wss|https)$/i.test(scheme) && host !== "" && !ownComputer.test(host);
}

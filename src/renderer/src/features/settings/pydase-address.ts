/**
 * The address by which Python's client reaches a deck.
 *
 * @param url - the deck's own, for browsers
 * @param login - a token's name and the token, for where one is needed
 */
export function pydaseAddress(url: string, login?: { readonly name: string; readonly token: string }): string {
  const { protocol, host } = new URL(url);
  const before = login === undefined ? "" : `${login.name}:${login.token}@`;
  return `${protocol === "https:" ? "wss" : "ws"}://${before}${host}`;
}

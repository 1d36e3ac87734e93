/** What someone shows to be let in: text, `null` for nothing. */
export type Credential = string | null;

/** A scheme of which nothing can be read counts as a wrong token, and not as none. */
const unreadable = "";

/** The token in an `Authorization` header: with the scheme Bearer, or as the password of Basic, which an address like `ws://name:TOKEN@host` sends. */
export function credentialIn(authorization: string | undefined): Credential {
  if (authorization === undefined) return null;
  const [, scheme = "", value = ""] = /^(\w+) +(\S+) *$/.exec(authorization) ?? [];
  switch (scheme.toLowerCase()) {
    case "bearer":
      return value;
    case "basic": {
      const pair = Buffer.from(value, "base64").toString("utf8");
      const colon = pair.indexOf(":");
      return colon === -1 ? unreadable : pair.slice(colon + 1);
    }
    default:
      return unreadable;
  }
}

/** The token that a Socket.IO client connects with: in its `auth`, else in a header. Never in its address, which is written into logs. */
export function credentialOf(auth: unknown, authorization: string | undefined): Credential {
  if (typeof auth !== "object" || auth === null || !("token" in auth)) return credentialIn(authorization);
  const { token } = auth;
  if (token === undefined || token === null) return credentialIn(authorization);
  return typeof token === "string" ? token : unreadable;
}

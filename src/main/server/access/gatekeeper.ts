import type { IncomingMessage } from "node:http";
import type { TokenRole } from "#shared/access-token.ts";
import type { AccessRefusal } from "#shared/deck-transport.ts";
import type { Credential } from "./credential.ts";
import { FailedLogins } from "./failed-logins.ts";
import type { Token } from "./token.ts";
import type { Tokens } from "./tokens.ts";

/** Who was let in, and what for. */
export interface Admission {
  readonly role: TokenRole;
  /** `null`: no token was shown, and none is needed. */
  readonly token: Token | null;
}

export type Verdict =
  | { readonly kind: "admitted"; readonly admission: Admission }
  | { readonly kind: "refused"; readonly reason: AccessRefusal; readonly message: string };

export interface GatekeeperOptions {
  /** `null`: nobody has a token. */
  readonly tokens: Tokens | null;
  /** Whether nobody gets in without one. One that is shown is checked in any case. */
  readonly isTokenNeeded: boolean;
  readonly failedLogins?: FailedLogins;
}

/** The longest token that is looked at; longer than any. */
const longestCredential = 1000;

const messages: Readonly<Record<Exclude<AccessRefusal, "too many wrong tokens">, string>> = {
  "token needed": "This deck needs a token, and none was sent",
  "token refused": "This deck does not know the token",
};

/** Decides who gets in, whichever way they come, and counts who does not. */
export class Gatekeeper {
  readonly isTokenNeeded: boolean;
  readonly #tokens: Tokens | null;
  readonly #failedLogins: FailedLogins;
  /** The last refusal of each connection. */
  readonly #refused = new WeakMap<IncomingMessage, { readonly credential: Credential; readonly verdict: Verdict }>();
  readonly refusals: Record<AccessRefusal, number> = { "token needed": 0, "token refused": 0, "too many wrong tokens": 0 };

  constructor({ tokens, isTokenNeeded, failedLogins = new FailedLogins() }: GatekeeperOptions) {
    this.#tokens = tokens;
    this.isTokenNeeded = isTokenNeeded;
    this.#failedLogins = failedLogins;
  }

  /**
   * A right token is always let in: others may share its address, as behind a proxy. Wrong ones are limited by address.
   *
   * @param address - of the other side
   */
  admit(credential: Credential, address: string): Verdict {
    if (credential === null) return this.isTokenNeeded ? this.#refuse("token needed") : { kind: "admitted", admission: withoutToken };
    const token = this.#find(credential);
    if (token !== null) return { kind: "admitted", admission: { role: token.role, token } };
    const waitSec = this.#failedLogins.waitSecOf(address);
    if (waitSec > 0) return this.#refuse("too many wrong tokens", `Too many wrong tokens from ${address}; try again in ${waitSec} s`);
    this.#failedLogins.add(address);
    return this.#refuse("token refused");
  }

  /** The same for a connection on which a token is looked at more than once: a wrong one counts once. @param request - by which the connection began */
  admitConnection(request: IncomingMessage, credential: Credential): Verdict {
    const earlier = this.#refused.get(request);
    if (earlier?.credential === credential) return earlier.verdict;
    const verdict = this.admit(credential, request.socket.remoteAddress ?? "");
    if (verdict.kind === "refused") this.#refused.set(request, { credential, verdict });
    return verdict;
  }

  /** Whether who was let in may stay. */
  isValid({ token }: Admission): boolean {
    return token === null || this.#tokens?.isValid(token) === true;
  }

  /** Calls back when others may be let in than before; returns what ends that. */
  onDidChange(listener: () => void): () => void {
    const listening = this.#tokens?.onDidChange(listener);
    return () => listening?.dispose();
  }

  #find(credential: string): Token | null {
    return credential.length > longestCredential ? null : (this.#tokens?.find(credential) ?? null);
  }

  #refuse(reason: AccessRefusal, message?: string): Verdict {
    this.refusals[reason]++;
    return { kind: "refused", reason, message: message ?? messages[reason as keyof typeof messages] };
  }
}

const withoutToken: Admission = { role: "control", token: null };

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { TokenRole } from "#shared/access-token.ts";

/** What the deck knows of a token: everything but the token itself. */
export interface Token {
  readonly name: string;
  readonly role: TokenRole;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** Recognised by people, and by programs that look for secrets in what is about to be published. */
const mark = "dd_";
const randomBytesOfToken = 32;

/** A token that nobody can guess. */
export function makeToken(): string {
  return `${mark}${randomBytes(randomBytesOfToken).toString("base64url")}`;
}

/**
 * What is kept of a token. A slow hash such as scrypt makes up for passwords that people choose; of 256 random bits nothing can be guessed at any speed, and a slow
 * hash would only be a way to keep the deck busy with wrong ones.
 */
export function sha256Of(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The token that was given, `null` if it is none of these. Takes as long for any: each is compared, and to its end. */
export function findToken(tokens: readonly Token[], given: string): Token | null {
  const hash = Buffer.from(sha256Of(given), "hex");
  let found: Token | null = null;
  for (const token of tokens) if (timingSafeEqual(Buffer.from(token.sha256, "hex"), hash)) found = token;
  return found;
}

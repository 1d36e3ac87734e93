import type { DisposableStore } from "#shared/disposable.ts";
import { Gatekeeper } from "../access/gatekeeper.ts";
import type { Tokens } from "../access/tokens.ts";
import type { CertificateFiles } from "../certificate.ts";
import { ServedCertificate } from "../served-certificate.ts";
import { NetworkProblem } from "./network-problem.ts";

/** What is known of who may reach a deck. */
export interface AccessOptions {
  readonly tokens: Tokens;
  readonly isTokenNeeded: boolean;
  /** `null`: none, what is said travels in the clear. */
  readonly certificate: CertificateFiles | null;
  readonly allowedHosts: readonly string[];
}

/** Who gets in, and how what is said is kept secret. */
export interface NetworkAccess {
  readonly gatekeeper: Gatekeeper;
  readonly certificate: ServedCertificate | null;
  readonly allowedHosts: readonly string[];
}

/**
 * Makes ready who gets in, before anything is listened on.
 *
 * @param owned - what goes on looking at files is added to it
 * @throws NetworkProblem where nobody could get in, or the certificate is not what it should be
 */
export async function openAccess(
  { tokens, isTokenNeeded, certificate: files, allowedHosts }: AccessOptions,
  owned: DisposableStore,
  warn: (message: string) => void,
): Promise<NetworkAccess> {
  if (isTokenNeeded && tokens.isEmpty) throw new NetworkProblem("tokens", "nobody has a token");
  const certificate = files === null ? null : owned.add(await ServedCertificate.open(files, warn));
  return { gatekeeper: new Gatekeeper({ tokens, isTokenNeeded }), certificate, allowedHosts };
}

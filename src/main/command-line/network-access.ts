import type { DisposableStore } from "#shared/disposable.ts";
import { Tokens, tokensOfDataDir, tokensOfFile } from "../server/access/tokens.ts";
import { isLoopback } from "../server/allowed-origin.ts";
import type { CertificateFiles } from "../server/certificate.ts";
import { NetworkProblem } from "../server/network/network-problem.ts";
import { openAccess, type NetworkAccess } from "../server/network/open-access.ts";
import { CommandError, exitCode } from "./exit-codes.ts";

/** What `serve` is told of who may reach the deck. */
export interface NetworkOptions {
  readonly host: string;
  readonly dataDir: string;
  /** Instead of the tokens of the data folder; with it nobody gets in without one, wherever the deck listens. */
  readonly tokenFile?: string;
  /** Whether nobody gets in without a token, also on this computer. */
  readonly requireToken: boolean;
  readonly allowHost: readonly string[];
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/**
 * Finds out who may reach the deck.
 *
 * @param owned - what goes on looking at files is added to it
 * @throws CommandError where nobody could get in, or a file is not what it should be
 */
export async function openNetworkAccess(
  options: NetworkOptions,
  owned: DisposableStore,
  warn: (message: string) => void,
): Promise<NetworkAccess> {
  const { host, dataDir, tokenFile, requireToken, allowHost } = options;
  const source = tokenFile === undefined ? tokensOfDataDir(dataDir) : tokensOfFile(tokenFile, warn);
  try {
    const tokens = owned.add(await Tokens.open(source, warn));
    const isBeyond = !isLoopback(host);
    const isTokenNeeded = isBeyond || requireToken || tokenFile !== undefined;
    const certificate = certificateFiles(options);
    const access = await openAccess({ tokens, isTokenNeeded, certificate, allowedHosts: allowHost }, owned, warn);
    if (isBeyond && certificate === null)
      warn(`tokens and values travel in the clear, for anyone in between to read; give a certificate with --tls-cert and --tls-key`);
    return access;
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(describe(error, options));
  }
}

function certificateFiles({ tlsCert, tlsKey }: NetworkOptions): CertificateFiles | null {
  if (tlsCert === undefined && tlsKey === undefined) return null;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new CommandError("--tls-cert and --tls-key go together: give the certificate and its key", exitCode.wrongUsage);
  return { certFile: tlsCert, keyFile: tlsKey };
}

function describe(error: unknown, options: NetworkOptions): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof NetworkProblem) || error.part !== "tokens") return message;
  const { host } = options;
  const why = isLoopback(host) ? "" : `--host ${host} can be reached from other computers, and `;
  return `${why}${message}: ${remedy(options)}`;
}

function remedy({ tokenFile, dataDir }: NetworkOptions): string {
  if (tokenFile !== undefined) return `write a line "name role token" into ${tokenFile}`;
  return `make one with dasedeck token add NAME --data-dir ${dataDir}`;
}

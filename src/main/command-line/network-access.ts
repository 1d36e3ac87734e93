import type { DisposableStore } from "#shared/disposable.ts";
import { Gatekeeper } from "../server/access/gatekeeper.ts";
import { Tokens, tokensOfDataDir, tokensOfFile } from "../server/access/tokens.ts";
import { isLoopback } from "../server/allowed-origin.ts";
import { ServedCertificate } from "../server/served-certificate.ts";
import { CommandError, exitCode } from "./exit-codes.ts";

/** What `serve` is told of who may reach the deck. */
export interface NetworkOptions {
  readonly host: string;
  readonly dataDir: string;
  /** Instead of the tokens of the data folder; with it nobody gets in without one, wherever the deck listens. */
  readonly tokenFile?: string;
  readonly allowHost: readonly string[];
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** Who gets in, and how what is said is kept secret. */
export interface NetworkAccess {
  readonly gatekeeper: Gatekeeper;
  readonly certificate: ServedCertificate | null;
  readonly allowedHosts: readonly string[];
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
  const { host, dataDir, tokenFile, allowHost } = options;
  const source = tokenFile === undefined ? tokensOfDataDir(dataDir) : tokensOfFile(tokenFile, warn);
  const tokens = owned.add(await orCommandError(Tokens.open(source, warn)));
  const isBeyond = !isLoopback(host);
  const isTokenNeeded = isBeyond || tokenFile !== undefined;
  if (isTokenNeeded && tokens.isEmpty)
    throw new CommandError(
      `${isBeyond ? `--host ${host} can be reached from other computers, and nobody` : "nobody"} has a token: ${remedy(options)}`,
    );
  const certificate = await openCertificate(options, owned, warn);
  if (isBeyond && certificate === null)
    warn(`tokens and values travel in the clear, for anyone in between to read; give a certificate with --tls-cert and --tls-key`);
  return { gatekeeper: new Gatekeeper({ tokens, isTokenNeeded }), certificate, allowedHosts: allowHost };
}

async function openCertificate(
  { tlsCert, tlsKey }: NetworkOptions,
  owned: DisposableStore,
  warn: (message: string) => void,
): Promise<ServedCertificate | null> {
  if (tlsCert === undefined && tlsKey === undefined) return null;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new CommandError("--tls-cert and --tls-key go together: give the certificate and its key", exitCode.wrongUsage);
  return owned.add(await orCommandError(ServedCertificate.open({ certFile: tlsCert, keyFile: tlsKey }, warn)));
}

function remedy({ tokenFile, dataDir }: NetworkOptions): string {
  if (tokenFile !== undefined) return `write a line "name role token" into ${tokenFile}`;
  return `make one with dasedeck token add NAME --data-dir ${dataDir}`;
}

async function orCommandError<Result>(opening: Promise<Result>): Promise<Result> {
  return opening.catch((error: unknown) => {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  });
}

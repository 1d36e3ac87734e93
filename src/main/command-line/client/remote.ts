import { readFile } from "node:fs/promises";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { serviceStateWord } from "#shared/format/connection-state.ts";
import { CommandError, exitCode } from "../exit-codes.ts";
import { inOneLine, printable } from "../terminal/printable.ts";
import { printJson, printLines } from "../terminal/output.ts";
import type { ClientFlags } from "./client-options.ts";
import { withDeck } from "./connect.ts";
import { readToken } from "./token.ts";

export interface AddRemoteFlags extends ClientFlags {
  readonly name?: string | undefined;
  readonly remoteTokenFile?: string | undefined;
  readonly remoteCert?: string | undefined;
}

/** Connects a running deck to a service that runs elsewhere. Whether there is a connection tells `status`. */
export function addRemote(url: string, { name, remoteTokenFile, remoteCert, ...flags }: AddRemoteFlags): Promise<number> {
  if (/\/\/[^/]*@/.test(url)) {
    throw new CommandError(
      "a token in the address can be read by every user of this computer; put it into a file and give --remote-token-file",
      exitCode.wrongUsage,
    );
  }
  return withDeck(flags, async ({ api }) => {
    const token = remoteTokenFile === undefined ? undefined : await readToken(remoteTokenFile, {});
    const certificate = remoteCert === undefined ? undefined : await readCertificate(remoteCert);
    const service = await api.addRemote({ url, name, token, certificate });
    if (flags.json) printJson({ service });
    else printLines([`${service} is on the deck, and is being connected to; dasedeck status ${service} tells more`]);
    return exitCode.done;
  });
}

async function readCertificate(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    throw new CommandError(`the certificate ${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  });
}

/** Lists what of a running deck runs elsewhere. */
export function listRemotes(flags: ClientFlags): Promise<number> {
  return withDeck(flags, async (client) => {
    const { services } = await client.snapshot();
    const remotes = services.flatMap((service) => (service.source.kind === "address" ? [{ service, ...service.source }] : []));
    if (flags.json) printJson(remotes.map(({ service: { id }, url, hasToken }) => ({ service: id, url, hasToken })));
    else printLines(remotes.map(({ service, url }) => remoteLine(service, url)));
    return exitCode.done;
  });
}

function remoteLine(service: ServiceSnapshot, url: string): string {
  return inOneLine(`${service.id}: ${printable(url)}, ${serviceStateWord(service)}`);
}

/** Disconnects a running deck from a service that runs elsewhere, and has it forget that. */
export function removeRemote(service: string, flags: ClientFlags): Promise<number> {
  return withDeck(flags, async ({ api }) => {
    await api.removeRemote({ service });
    if (flags.json) printJson({ service });
    else printLines([`${service} is no longer on the deck`]);
    return exitCode.done;
  });
}

import { hostName, mostHostNames, type NetworkPart, type NetworkSettings, type OwnAddress } from "#shared/network-settings.ts";
import { parsePort, portRule } from "#shared/port.ts";

/** The settings of the network as they are typed. */
export interface NetworkDraft {
  readonly reach: NetworkSettings["reach"];
  readonly requireTokenHere: boolean;
  readonly port: string;
  readonly address: string;
  readonly hosts: string;
  readonly encryption: "none" | "files";
  readonly certFile: string;
  readonly keyFile: string;
}

export type DraftField = keyof NetworkDraft;
export type DraftProblems = Partial<Record<DraftField, string>>;

export function draftOf({ reach, requireTokenHere, port, network: { address, allowedHosts, certificate } }: NetworkSettings): NetworkDraft {
  const files = certificate.kind === "files" ? certificate : { certFile: "", keyFile: "" };
  return {
    reach,
    requireTokenHere,
    port: String(port),
    address,
    hosts: allowedHosts.join(", "),
    encryption: certificate.kind,
    certFile: files.certFile,
    keyFile: files.keyFile,
  };
}

/** What is meant, or what is wrong with what is typed. @param before - what others need is not asked, and stays so, while the deck is for this computer alone */
export function readDraft(draft: NetworkDraft, before: NetworkSettings): { settings: NetworkSettings } | { problems: DraftProblems } {
  const port = parsePort(draft.port.trim());
  const portProblem: DraftProblems = port === null ? { port: startingLarge(portRule) } : {};
  if (draft.reach === "thisComputer")
    return port === null
      ? { problems: portProblem }
      : { settings: { reach: draft.reach, requireTokenHere: draft.requireTokenHere, port, network: before.network } };
  const allowedHosts = draft.hosts.split(/[\s,;]+/).filter((name) => name !== "");
  const problems = { ...portProblem, ...hostsProblem(allowedHosts), ...filesProblem(draft) };
  if (port === null || Object.keys(problems).length > 0) return { problems };
  const { address, certFile, keyFile } = draft;
  const certificate: NetworkSettings["network"]["certificate"] =
    draft.encryption === "none" ? { kind: "none" } : { kind: "files", certFile: certFile.trim(), keyFile: keyFile.trim() };
  return {
    settings: { reach: draft.reach, requireTokenHere: draft.requireTokenHere, port, network: { address, allowedHosts, certificate } },
  };
}

function hostsProblem(names: readonly string[]): DraftProblems {
  const wrong = names.find((name) => !hostName.safeParse(name).success);
  if (wrong !== undefined) return { hosts: `${wrong} is no host’s name; one is like lab.example or lab.example:8443` };
  return names.length > mostHostNames ? { hosts: `At most ${mostHostNames} names can be given` } : {};
}

function filesProblem({ encryption, certFile, keyFile }: NetworkDraft): DraftProblems {
  if (encryption === "none") return {};
  return {
    ...(certFile.trim() === "" && { certFile: "Choose the file of the certificate" }),
    ...(keyFile.trim() === "" && { keyFile: "Choose the file of its key" }),
  };
}

const fieldOf: Readonly<Record<NetworkPart, DraftField>> = {
  tokens: "reach",
  address: "address",
  port: "port",
  certificate: "certFile",
  key: "keyFile",
};

/** What the deck refused, at the field that it is about. */
export function refusalAt(part: NetworkPart, reason: string): DraftProblems {
  return { [fieldOf[part]]: startingLarge(part === "tokens" ? `${reason} yet: make one first, in Tokens` : reason) };
}

/** Where the deck can listen; what is chosen stands among them, also where this computer has no such address any more. */
export function addressChoices(addresses: readonly OwnAddress[], chosen: string): { value: string; label: string }[] {
  const hasIpv6 = addresses.some(({ address }) => address.includes(":"));
  const choices = [
    { value: "0.0.0.0", label: hasIpv6 ? "All addresses of this computer (IPv4)" : "All addresses of this computer" },
    ...(hasIpv6 ? [{ value: "::", label: "All addresses of this computer (IPv4 and IPv6)" }] : []),
    ...addresses.map(({ address, network }) => ({ value: address, label: `${address} (${network})` })),
  ];
  return choices.some(({ value }) => value === chosen) ? choices : [...choices, { value: chosen, label: `${chosen} (not there now)` }];
}

/** Reasons come as parts of lines. */
function startingLarge(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

import * as z from "zod";

/** Where a certificate in PEM lies, and its key; none: what is said can be read by anyone in between. */
export const certificateSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("files"), certFile: z.string().min(1).max(4096), keyFile: z.string().min(1).max(4096) }),
]);
export type CertificateSource = z.infer<typeof certificateSource>;

/** A name that leads to this computer, such as `lab.example`, with the port that browsers see if that is another one. */
export const hostName = z
  .string()
  .max(260)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(:\d{1,5})?$/, "a host's name is one like lab.example or lab.example:8443");

export const mostHostNames = 20;

/** How the deck is reached, as a person chose it. */
export const networkSettings = z.object({
  /** From where: from this computer alone, or from others, too. */
  reach: z.enum(["thisComputer", "network"]),
  /** Whether programs on this computer need a token, too, while no others may reach the deck; else every user of this computer has full control. */
  requireTokenHere: z.boolean().default(false),
  /** 0: any free one. */
  port: z.int().min(0).max(65_535),
  /** How others reach it; kept also while they may not. */
  network: z.object({
    /** One of this computer's, or `0.0.0.0` and `::` for all. */
    address: z.union([z.ipv4(), z.ipv6()]),
    /** Further names that lead here. */
    allowedHosts: z.array(hostName).max(mostHostNames),
    certificate: certificateSource,
  }),
});
export type NetworkSettings = z.infer<typeof networkSettings>;

/** Which part of the settings something is about; `tokens`: that there are none. */
export const networkPart = z.enum(["tokens", "address", "port", "certificate", "key"]);
export type NetworkPart = z.infer<typeof networkPart>;

/** What became of new settings. Refused, everything stays as it was. */
export const networkOutcome = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("applied") }),
  z.object({ kind: z.literal("refused"), part: networkPart, reason: z.string() }),
]);
export type NetworkOutcome = z.infer<typeof networkOutcome>;

/** An address of this computer, with the name of the network that it belongs to. */
export const ownAddress = z.object({ address: z.string(), network: z.string() });
export type OwnAddress = z.infer<typeof ownAddress>;

/** How the deck is reached, for whoever may change it. */
export const networkView = z.object({
  settings: networkSettings,
  /** The port that this start of the app was given, which wins over the settings; `null`: none. */
  givenPort: z.int().nullable(),
  /** Those of this computer that others may reach. */
  addresses: z.array(ownAddress),
  /** Where it is served now, for whom it is meant; none where it is not. */
  urls: z.array(z.url()),
  /** What was wrong with what was remembered, until something else is. */
  warning: z.string().nullable(),
});
export type NetworkView = z.infer<typeof networkView>;

import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import type { NetworkPart } from "#shared/network-settings.ts";
import { NetworkProblem } from "./network/network-problem.ts";

/** The files of a certificate, in PEM. */
export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** A certificate with its key, as Node takes it. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** @throws NetworkProblem in one line, where the files can't be read, are none of a certificate, or don't belong together */
export async function readCertificate({ certFile, keyFile }: CertificateFiles): Promise<Certificate> {
  const cert = await textOf(certFile, "certificate", "certificate");
  const key = await textOf(keyFile, "key", "key of the certificate");
  try {
    new X509Certificate(cert);
  } catch {
    throw new NetworkProblem(
      "certificate",
      `${certFile} holds no certificate; it has to be in PEM, beginning with -----BEGIN CERTIFICATE-----`,
    );
  }
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new NetworkProblem("key", `${keyFile} is no key, without a passphrase, of the certificate ${certFile}: ${reason}`, {
      cause: error,
    });
  }
  return { cert, key };
}

/** What is to be warned of: a certificate that no client takes; `null` where it is good as far as can be told. */
export function certificateProblem({ cert }: Certificate, now: Date): string | null {
  const { validTo } = new X509Certificate(cert);
  return new Date(validTo) < now ? `the certificate has expired on ${validTo}; clients will refuse it` : null;
}

async function textOf(file: string, part: NetworkPart, what: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    throw new NetworkProblem(part, `the ${what} can't be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  });
}

import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Which certificate is made, and where it and its key are written, in PEM. */
export interface MadeCertificate {
  readonly certFile: string;
  readonly keyFile: string;
  /** Whose it is. */
  readonly name: string;
  /** An address that it is for. */
  readonly address?: string;
}

/** Makes a certificate that is signed by itself. */
export async function makeCertificate({ certFile, keyFile, name, address }: MadeCertificate): Promise<void> {
  const options = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", `/CN=${name}`];
  const addressed = address === undefined ? [] : ["-addext", `subjectAltName=IP:${address}`];
  await promisify(execFile)("openssl", [...options, ...addressed, "-days", "2", "-keyout", keyFile, "-out", certFile]);
}

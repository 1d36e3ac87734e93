import { CleanUpOnce } from "#shared/disposable.ts";
import { Emitter } from "#shared/emitter.ts";
import { FileWatch } from "./access/file-watch.ts";
import { certificateProblem, readCertificate, type Certificate, type CertificateFiles } from "./certificate.ts";

/** How often the files are looked at; certificates are renewed days before they expire. */
const rhythmMs = 5000;

/** The certificate of the server, as its files have it: renewed ones are taken up without a restart. */
export class ServedCertificate extends CleanUpOnce {
  readonly #didChange = new Emitter<Certificate>();
  readonly onDidChange = this.#didChange.event;
  #current: Certificate;
  #watch: FileWatch | null = null;

  private constructor(certificate: Certificate) {
    super();
    this.#current = certificate;
  }

  /** @throws Error in one line, where the files hold none; later on that is warned of, and the one before stays. */
  static async open(files: CertificateFiles, warn: (message: string) => void, watchMs = rhythmMs): Promise<ServedCertificate> {
    const served = new ServedCertificate(await readCertificate(files));
    const look = (): void => {
      const problem = certificateProblem(served.current, new Date());
      if (problem !== null) warn(problem);
    };
    look();
    served.#watch = await FileWatch.begin([files.certFile, files.keyFile], watchMs, async () => {
      try {
        served.#current = await readCertificate(files);
        look();
        served.#didChange.fire(served.current);
      } catch (error) {
        warn(`${error instanceof Error ? error.message : String(error)}; the certificate from before stays in use`);
      }
    });
    return served;
  }

  get current(): Certificate {
    return this.#current;
  }

  protected override cleanUp(): void {
    this.#watch?.dispose();
  }
}

import { dirname } from "node:path";
import { describeThrown } from "#runtime/error-report.ts";
import { visiblePath } from "#shared/format/visible-path.ts";
import type { Actor } from "#shared/primitives.ts";
import type { TrustEntry, TrustedPath, TrustReason } from "#shared/trust.ts";
import type { Deck } from "./deck.ts";
import type { RememberedDeck } from "./remembered-deck.ts";
import { notApproved } from "./service-files.ts";

export interface ServiceTrustOptions {
  readonly deck: Deck;
  readonly remembered: RememberedDeck;
  /** Real paths of the service files that come with Dasedeck, which are always trusted. */
  readonly examples: ReadonlySet<string>;
  /** Writes a line to the deck's own output. */
  readonly log: (message: string) => void;
}

/** Which service files run without a question, and why. Every path here is a real path: trust in a link would be trust in whatever it leads to later. */
export class ServiceTrust {
  readonly #options: ServiceTrustOptions;

  constructor(options: ServiceTrustOptions) {
    this.#options = options;
  }

  /** Whether a file may be loaded. What was loaded once, such as from the command line, may be loaded again under another name. */
  mayLoad(file: string): boolean {
    const { deck, remembered, examples } = this.#options;
    return examples.has(file) || remembered.isTrusted(file) || deck.files.isApproved(file);
  }

  /** All that is trusted apart from the examples: folders first, then by path. */
  list(): TrustEntry[] {
    const { remembered } = this.#options;
    const services = this.#servicesByFile();
    const folders = remembered.trustedFolders.map((path) => {
      const inFolder = [...services].flatMap(([file, titles]) => (dirname(file) === path ? titles : []));
      return { kind: "folder" as const, path, reasons: ["answer" as const], services: inFolder };
    });
    const files = [...new Set([...remembered.trustedFiles, ...services.keys()])].map((path) => {
      return { kind: "file" as const, path, reasons: this.#reasonsFor(path), services: services.get(path) ?? [] };
    });
    return [...folders.sort(byPath), ...files.sort(byPath)];
  }

  /**
   * Revokes the trust in a file or a folder, with the approval of services that have it from there. A service that runs goes on until its next start. A path that
   * is not trusted stays so.
   *
   * @throws Error where that can't be saved: until the next start of the deck it is revoked all the same
   */
  async revoke({ kind, path }: TrustedPath, by: Actor): Promise<void> {
    const { deck, remembered, examples, log } = this.#options;
    const wasTrusted = this.list().some(
      (entry) => entry.kind === kind && entry.path === path && entry.reasons.some((reason) => reason !== "folder"),
    );
    if (kind === "file") remembered.distrustFile(path);
    else remembered.distrustFolder(path);
    deck.files.withdrawApprovals(
      (file) => (kind === "file" ? file : dirname(file)) === path && !remembered.isTrusted(file) && !examples.has(file),
    );
    if (wasTrusted) log(`${by.name} revoked the trust in the ${kind} ${visiblePath(path)}`);
    try {
      await remembered.saveWithBackup();
    } catch (error) {
      throw new Error(
        `The trust in ${visiblePath(path)} is revoked until Dasedeck ends, but that could not be saved (${describeThrown(error).message}). Revoke it again when the data folder can be written`,
        { cause: error },
      );
    }
  }

  #reasonsFor(file: string): TrustReason[] {
    const { trustedFiles, trustedFolders } = this.#options.remembered;
    const reasons: TrustReason[] = [];
    if (trustedFiles.includes(file)) reasons.push("answer");
    if (trustedFolders.includes(dirname(file))) reasons.push("folder");
    return reasons.length > 0 ? reasons : ["load"];
  }

  /** Titles of the local services by the file that a person approved for them, without examples. */
  #servicesByFile(): Map<string, string[]> {
    const { deck, examples } = this.#options;
    const byFile = new Map<string, string[]>();
    for (const { id, title } of deck.localServices) {
      const file = deck.files.approvedOf(id);
      if (file === undefined || file === notApproved || examples.has(file)) continue;
      byFile.set(file, [...(byFile.get(file) ?? []), title]);
    }
    return byFile;
  }
}

function byPath(a: TrustEntry, b: TrustEntry): number {
  return a.path < b.path ? -1 : 1;
}

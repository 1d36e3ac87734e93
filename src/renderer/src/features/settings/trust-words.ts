import { visiblePath } from "#shared/format/visible-path.ts";
import type { TrustEntry } from "#shared/trust.ts";

const namesShown = 3;

/** Whether there is anything to revoke at the entry itself. */
export function canRevoke({ reasons }: TrustEntry): boolean {
  return reasons.some((reason) => reason !== "folder");
}

/** Why an entry is trusted, or stays so, where that is not plain; `null` where a person was asked. */
export function trustNote(entry: TrustEntry): string | null {
  const { reasons } = entry;
  if (!canRevoke(entry)) return "Trusted because its folder is trusted: revoke the folder";
  if (reasons.includes("folder")) return "Its folder is trusted, too";
  return reasons.includes("load") ? "Loaded without a question, such as from the command line" : null;
}

/** `Laser, Pump, Lamp and 4 more`; empty without services. */
export function serviceNames(titles: readonly string[]): string {
  const shown = titles.slice(0, namesShown).map(visiblePath).join(", ");
  return titles.length > namesShown ? `${shown} and ${titles.length - namesShown} more` : shown;
}

/** What a person needs to know before they revoke, in sentences. */
export function whatRevokeDoes({ kind, reasons, services }: TrustEntry): string[] {
  if (kind === "file" && reasons.includes("folder"))
    return ["Its folder is trusted, too, so the file stays trusted until you also revoke the folder."];
  const asks =
    kind === "file"
      ? "Loading the file again asks first."
      : "Loading a file of the folder asks first. Files that are trusted themselves stay trusted.";
  if (services.length === 0) return [asks];
  return [asks, `On the deck: ${serviceNames(services)}. What runs continues until its next start, restart or reload, which is refused.`];
}

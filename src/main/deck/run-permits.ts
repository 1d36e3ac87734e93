import { visiblePath } from "#shared/format/visible-path.ts";
import type { RememberedDeck } from "./remembered-deck.ts";
import { notApproved } from "./service-files.ts";
import { mayRun, type PermitOf } from "./service-program.ts";

/** Permits of a deck that asks before it runs a file that nobody has trusted: it runs what was trusted, and nothing else that a link may lead to. */
export function permitsOfTrust(remembered: Pick<RememberedDeck, "isTrusted">): PermitOf {
  return (realFile, approved) => {
    if (realFile === approved || remembered.isTrusted(realFile)) return { refusal: null, realFile };
    const refusal =
      approved === notApproved
        ? `The trust in this service's file was revoked. Load ${visiblePath(realFile)} again to be asked`
        : `This service's file is a link that leads to ${visiblePath(realFile)} now, which nobody has trusted yet. Load the service file again to be asked`;
    return { refusal, realFile };
  };
}

/** Permits of a deck that asks nobody: whoever loads a path trusts what it leads to, also later, until they revoke that in the app. */
export function permitsOfLoading(remembered: Pick<RememberedDeck, "isTrusted">): PermitOf {
  return (realFile, approved) =>
    approved !== notApproved || remembered.isTrusted(realFile)
      ? mayRun
      : {
          refusal: `The trust in this service's file was revoked. Name ${visiblePath(realFile)} at the start, or load it again in the app`,
          realFile: null,
        };
}

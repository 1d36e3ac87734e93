import { maxIdLength } from "../../deck/service-id.ts";
import { deckSocket } from "#shared/deck-transport.ts";

/** Which service's own address a socket is at: `/<service-id>/ws/socket.io`. */
export interface SocketPlace {
  /** `null`: at the root. */
  readonly service: string | null;
}

/** Each character of an id takes at most four bytes, and each byte three characters of an address. */
const maxEncodedIdLength = maxIdLength * 4 * 3;

const socketPath = new RegExp(`^(?:/([^/?]{1,${maxEncodedIdLength}}))?${deckSocket.path.replaceAll(".", "\\.")}/?(?:\\?.*)?$`);

/** @returns `null` for an address at which there is no socket */
export function socketPlaceOf(url: string): SocketPlace | null {
  const found = socketPath.exec(url);
  if (found === null) return null;
  return { service: found[1] === undefined ? null : decoded(found[1]) };
}

/** The service whose own address a request was made to; `null` for one at the root. */
export function prefixOf({ url = "" }: { readonly url?: string | undefined }): string | null {
  return socketPlaceOf(url)?.service ?? null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

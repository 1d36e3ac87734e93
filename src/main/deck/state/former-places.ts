import { nameOfFile } from "../service-id.ts";

/** A service file that there was or is, and what became of it and of its values. */
export interface KnownPlace {
  /** Path of the service file. */
  readonly serviceFile: string;
  /** `moved`: there is none any more, or what is there is a link to the very file that is asked about. */
  readonly now: "there" | "moved";
  /** Whether there is a state file of it. */
  readonly isSaved: boolean;
  /** The place from which its first values were taken. */
  readonly takenFrom: string | null;
}

/**
 * The places from which a service file may have come: of the same name, no longer there, with values that no other has taken up since.
 *
 * @param serviceFile - canonical path of the file that there are no values of
 */
export function formerPlacesOf(serviceFile: string, known: readonly KnownPlace[]): string[] {
  const others = known.filter((place) => place.serviceFile !== serviceFile);
  // A place that has neither file nor values took up nothing that counts.
  const takenUp = new Set(others.filter(({ now, isSaved }) => now === "there" || isSaved).map(({ takenFrom }) => takenFrom));
  return others
    .filter((place) => place.now === "moved" && place.isSaved && !takenUp.has(place.serviceFile))
    .filter((place) => nameOfFile(place.serviceFile) === nameOfFile(serviceFile))
    .map((place) => place.serviceFile);
}

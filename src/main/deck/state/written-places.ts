import { writtenPlace } from "#runtime/restore-steps.ts";

/** A dict takes ever new keys. */
const maxPlaces = 100_000;

/** The places that someone has written to, with one more. */
export function withWritten(places: readonly string[], path: string): readonly string[] {
  const place = writtenPlace(path);
  return places.includes(place) || places.length >= maxPlaces ? places : [...places, place];
}

/** The same without a place and all that is in it. */
export function withoutWritten(places: readonly string[], path: string): readonly string[] {
  const place = writtenPlace(path);
  const others = places.filter((other) => !(other === place || other.startsWith(`${place}.`) || other.startsWith(`${place}[`)));
  return others.length === places.length ? places : others;
}

import { expect, it } from "vitest";
import { formerPlacesOf, type KnownPlace } from "./former-places.ts";

const here = "/new/laser.ts";
const gone = (serviceFile: string, takenFrom: string | null = null): KnownPlace => ({
  serviceFile,
  takenFrom,
  now: "moved",
  isSaved: true,
});
const there = (serviceFile: string, takenFrom: string | null = null): KnownPlace => ({
  serviceFile,
  takenFrom,
  now: "there",
  isSaved: true,
});
const unsaved = (place: KnownPlace): KnownPlace => ({ ...place, isSaved: false });

it.each<[string, KnownPlace[], string[]]>([
  ["nothing is known of", [], []],
  ["only itself is known of", [unsaved(gone(here))], []],
  ["one was moved", [gone("/a/laser.ts")], ["/a/laser.ts"]],
  ["one was moved, by another spelling of its name", [gone("/a/Laser.mts")], ["/a/Laser.mts"]],
  ["one of another name was moved", [gone("/a/lasers.ts")], []],
  ["it is a copy beside the original", [there("/a/laser.ts")], []],
  ["one was moved, and nothing was saved of it", [unsaved(gone("/a/laser.ts"))], []],
  ["two were moved", [gone("/a/laser.ts"), gone("/b/laser.ts")], ["/a/laser.ts", "/b/laser.ts"]],
  ["one was moved, and another one is there", [gone("/a/laser.ts"), there("/b/laser.ts")], ["/a/laser.ts"]],
  ["one was moved to another place already", [gone("/a/laser.ts"), there("/b/laser.ts", "/a/laser.ts")], []],
  ["one was moved twice", [gone("/a/laser.ts"), gone("/b/laser.ts", "/a/laser.ts")], ["/b/laser.ts"]],
  ["the other place was left before anything was saved there", [gone("/a/laser.ts"), unsaved(gone("/b/laser.ts", "/a/laser.ts"))], ["/a/laser.ts"]], // prettier-ignore
  ["it took up the values itself, and has not saved them yet", [gone("/a/laser.ts"), unsaved(there(here, "/a/laser.ts"))], ["/a/laser.ts"]],
])("of a file where %s", (_, known, expected) => {
  expect(formerPlacesOf(here, known)).toEqual(expected);
});

import { afterEach, beforeEach } from "vitest";
import { trackDisposables, type Disposable } from "./disposable.ts";

/** Fails every test that leaves a disposable behind, naming where it was created. */
const placesShown = 5;
const open = new Map<Disposable, Error>();

beforeEach(() => {
  open.clear();
  trackDisposables({
    created: (disposable) => open.set(disposable, new Error("created here")),
    disposed: (disposable) => open.delete(disposable),
  });
});

afterEach(() => {
  trackDisposables(null);
  if (open.size === 0) return;
  const places = [...open.values()].map((error) => error.stack ?? "");
  open.clear();
  throw new Error(`The test did not dispose of ${places.length}, created at:\n${places.slice(0, placesShown).join("\n")}`);
});

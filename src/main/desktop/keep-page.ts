import type { WebContents } from "electron";
import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";

/** The part of Electron's `WebContents` that is needed here. */
export type PageContents = Pick<WebContents, "loadURL" | "forcefullyCrashRenderer"> & {
  on(event: "dom-ready" | "destroyed", listener: () => void): unknown;
  on(event: "render-process-gone", listener: (event: unknown, details: { readonly reason: string }) => void): unknown;
};

export interface KeepPageOptions {
  readonly contents: PageContents;
  readonly url: string;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
}

/** How long the first load may take; each further one may take twice as long as the one before. A load takes 0.3 s here, and 4 s on a machine with a load of 20. */
const firstLoadSec = 10;
const longestLoadSec = 120;
/** Before a page is loaded again: a page that ends at once must not keep a processor busy. */
const pauseSec = 0.5;

/**
 * Loads the page of a window, and loads it again when its process ends, or hangs before the page is there.
 */
export function keepPage({ contents, url, clock, warn }: KeepPageOptions): void {
  let loadSec = firstLoadSec;
  let timer: Disposable | undefined;
  const load = (): void => {
    timer = clock.setTimer(loadSec, () => {
      warn(`the window's page did not load within ${loadSec} s; its process is ended and the page is loaded again`);
      loadSec = Math.min(2 * loadSec, longestLoadSec);
      // `render-process-gone` follows.
      contents.forcefullyCrashRenderer();
    });
    // A page that is ended while it loads rejects; what then happens is decided below.
    contents.loadURL(url).catch(() => undefined);
  };
  contents.on("dom-ready", () => timer?.dispose());
  contents.on("destroyed", () => timer?.dispose());
  contents.on("render-process-gone", (_, { reason }) => {
    timer?.dispose();
    warn(`the window's page has ended (${reason}); it is loaded again`);
    timer = clock.setTimer(pauseSec, load);
  });
  load();
}

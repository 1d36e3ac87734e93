import type { WebContents } from "electron";

/** The part of Electron's `WebContents` that is needed here. */
export type PageContents = Pick<WebContents, "loadURL" | "forcefullyCrashRenderer"> & {
  on(event: "dom-ready" | "destroyed", listener: () => void): unknown;
  on(event: "render-process-gone", listener: (event: unknown, details: { readonly reason: string }) => void): unknown;
};

export interface KeepPageOptions {
  readonly contents: PageContents;
  readonly url: string;
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
export function keepPage({ contents, url, warn }: KeepPageOptions): void {
  let loadSec = firstLoadSec;
  let timer: NodeJS.Timeout | undefined;
  const load = (): void => {
    timer = setTimeout(() => {
      warn(`the window's page did not load within ${loadSec} s; its process is ended and the page is loaded again`);
      loadSec = Math.min(2 * loadSec, longestLoadSec);
      // `render-process-gone` follows.
      contents.forcefullyCrashRenderer();
    }, loadSec * 1000);
    // A page that is ended while it loads rejects; what then happens is decided below.
    contents.loadURL(url).catch(() => undefined);
  };
  contents.on("dom-ready", () => clearTimeout(timer));
  contents.on("destroyed", () => clearTimeout(timer));
  contents.on("render-process-gone", (_, { reason }) => {
    clearTimeout(timer);
    warn(`the window's page has ended (${reason}); it is loaded again`);
    timer = setTimeout(load, pauseSec * 1000);
  });
  load();
}

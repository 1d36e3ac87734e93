import { app } from "electron";

/** A healthy graphics processor takes 0.2 s, one that Chromium gives up on 1 to 1.7 s. A system that never reports must not keep the window closed. */
const longestWaitMs = 4000;

/**
 * Resolves when Chromium knows which graphics it can use. Call it before the app is ready; wait for it before a window opens.
 *
 * Without a usable graphics processor (a virtual machine, a remote desktop) Chromium begins and ends its GPU process up to three times. A page that asks for graphics
 * in between is never answered: 1 of 14 starts of Electron 33 hung so, for ever, and so did the page when it was loaded again. With this wait 0 of 60 did.
 */
export function graphicsSettled(): Promise<void> {
  return new Promise((resolve) => {
    app.once("gpu-info-update", () => resolve());
    void app.whenReady().then(() => setTimeout(resolve, longestWaitMs).unref());
  });
}

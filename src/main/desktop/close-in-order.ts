import { app, BrowserWindow } from "electron";

/**
 * Ends the app once everything has stopped: however the end was asked for, the windows close at once, `close` runs once, and then the process ends.
 *
 * @param close - stops everything; bounded in time by itself
 */
export function closeInOrder(close: () => Promise<void>): void {
  let closing = false;
  app.on("window-all-closed", () => app.quit());
  app.on("before-quit", (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    for (const window of BrowserWindow.getAllWindows()) window.close();
    close()
      .catch((error: unknown) => console.error("dasedeck: while closing:", error))
      .finally(() => app.exit(0));
  });
}

import { setTimeout as delay } from "node:timers/promises";
import { app, BrowserWindow, dialog } from "electron";

/** Nobody may be there to read it: the end must not wait for ever. Milliseconds. */
const longestTold = 60_000;

/**
 * Ends the app once everything has stopped: however the end was asked for, the windows close at once, `close` runs once, and then the process ends.
 *
 * @param close - stops everything; bounded in time by itself. Gives what could not be saved, a line for each.
 */
export function closeInOrder(close: () => Promise<readonly string[]>): void {
  let closing = false;
  app.on("window-all-closed", () => app.quit());
  app.on("before-quit", (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    for (const window of BrowserWindow.getAllWindows()) window.close();
    void close()
      .then(tellUnsaved)
      .catch((error: unknown) => {
        console.error("dasedeck: while closing:", error);
        return 1;
      })
      .then((code) => app.exit(code));
  });
}

/** The windows are gone, and what a service warned of with them; @returns the exit code. */
async function tellUnsaved(unsaved: readonly string[]): Promise<number> {
  if (unsaved.length === 0) return 0;
  for (const line of unsaved) console.error(`dasedeck: ${line}`);
  const told = dialog.showMessageBox({
    type: "error",
    title: "Dasedeck",
    message: "Not everything could be saved",
    detail: unsaved.join("\n\n"),
  });
  await Promise.race([told, delay(longestTold)]);
  return 1;
}

import { dialog, type BrowserWindow } from "electron";

/** Opens the system's file dialog over the window; answers the chosen paths, none if it was cancelled. */
export async function chooseServiceFiles(window: BrowserWindow | null): Promise<string[]> {
  const options = {
    title: "Load service files",
    buttonLabel: "Load",
    properties: ["openFile", "multiSelections"] as ("openFile" | "multiSelections")[],
    filters: [
      { name: "Service files", extensions: ["ts", "mts", "js", "mjs"] },
      { name: "All files", extensions: ["*"] },
    ],
  };
  const { canceled, filePaths } = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return canceled ? [] : filePaths;
}

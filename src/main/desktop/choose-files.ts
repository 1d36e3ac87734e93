import { dialog, type BrowserWindow, type OpenDialogOptions } from "electron";

/** Opens the system's file dialog over the window; answers the chosen paths, none if it was cancelled. */
export function chooseServiceFiles(window: BrowserWindow | null): Promise<string[]> {
  return choose(window, {
    title: "Load service files",
    buttonLabel: "Load",
    properties: ["openFile", "multiSelections"],
    filters: [{ name: "Service files", extensions: ["ts", "mts", "js", "mjs"] }, anyFile],
  });
}

/** The same for a certificate or its key; `null` if it was cancelled. */
export async function chooseCertificateFile(window: BrowserWindow | null, what: "certificate" | "key"): Promise<string | null> {
  const [file = null] = await choose(window, {
    title: what === "certificate" ? "Choose the certificate" : "Choose the key of the certificate",
    buttonLabel: "Choose",
    properties: ["openFile", "showHiddenFiles"],
    filters: [{ name: "PEM files", extensions: ["pem", "crt", "cer", "key"] }, anyFile],
  });
  return file;
}

const anyFile = { name: "All files", extensions: ["*"] };

async function choose(window: BrowserWindow | null, options: OpenDialogOptions): Promise<string[]> {
  const { canceled, filePaths } = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return canceled ? [] : filePaths;
}

import { spawn } from "node:child_process";

/** Opens an address in the system's browser, where there is a display; that there is none, or no browser, is no failure. */
export function openInBrowser(url: string): void {
  const [command, ...parameters] = opener(url);
  if (command === undefined) return;
  const child = spawn(command, parameters, { detached: true, stdio: "ignore" });
  child.on("error", () => undefined);
  child.unref();
}

function opener(url: string): string[] {
  switch (process.platform) {
    case "win32":
      return ["cmd", "/c", "start", "", url];
    case "darwin":
      return ["open", url];
    default:
      return process.env["DISPLAY"] === undefined && process.env["WAYLAND_DISPLAY"] === undefined ? [] : ["xdg-open", url];
  }
}

import { Menu } from "electron";

/** The system's own entries: quit, editing, zoom and full screen. Everything of Dasedeck's is in the window itself. */
export function setMenu(): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([{ role: "fileMenu" }, { role: "editMenu" }, { role: "viewMenu" }, { role: "windowMenu" }]),
  );
}

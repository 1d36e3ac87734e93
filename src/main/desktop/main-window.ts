import { app, BrowserWindow, screen, shell } from "electron";
import type { RememberedDeck, WindowBounds } from "../deck/remembered-deck.ts";
import { keepPage } from "./keep-page.ts";

const smallest = { width: 900, height: 600 };
const firstSize = { width: 1280, height: 800 };

export interface MainWindowOptions {
  /** Address of the window's page. */
  readonly page: string;
  readonly preloadFile: string;
  readonly iconFile: string;
  readonly remembered: RememberedDeck;
  readonly warn: (message: string) => void;
}

/** Opens the one window, where it was when it was last closed. */
export function openMainWindow({ page, preloadFile, iconFile, remembered, warn }: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...firstSize,
    ...visibleBounds(remembered.window),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: app.name,
    icon: iconFile,
    autoHideMenuBar: true,
    webPreferences: { preload: preloadFile, sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  if (remembered.window?.maximized === true) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => remembered.setWindow({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  confine(window, page);
  keepPage({ contents: window.webContents, url: page, warn });
  return window;
}

/** Shows a window that may be minimised or behind others. One that is gone stays gone. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Bounds on a screen that is gone would put the window out of reach. */
function visibleBounds(bounds: WindowBounds | null): Partial<WindowBounds> {
  if (bounds === null) return {};
  const { x, y, width, height } = bounds;
  const { workArea } = screen.getDisplayMatching(bounds);
  const reachable = x < workArea.x + workArea.width && x + width > workArea.x && y >= workArea.y && y < workArea.y + workArea.height;
  return reachable ? { x, y, width, height } : { width, height };
}

/** The window shows its own page and nothing else; a link leads to the system's browser. */
function confine(window: BrowserWindow, page: string): void {
  const { webContents } = window;
  webContents.on("will-navigate", (event) => {
    if (event.url !== page) event.preventDefault();
  });
  webContents.setWindowOpenHandler(({ url }) => {
    if (/^https?:\/\//.test(url)) void shell.openExternal(url);
    return { action: "deny" };
  });
  webContents.session.setPermissionRequestHandler((_, permission, decide) => decide(permission === "clipboard-sanitized-write"));
  webContents.session.setPermissionCheckHandler((_, permission) => permission === "clipboard-sanitized-write");
}

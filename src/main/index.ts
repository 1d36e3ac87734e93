import { userInfo } from "node:os";
import { join } from "node:path";
import { app, dialog, session, type BrowserWindow } from "electron";
import { systemClock } from "#runtime/clock.ts";
import type { Actor } from "#shared/primitives.ts";
import { openDeck, type OpenDeck } from "./deck/open-deck.ts";
import { appOrigin, registerAppScheme, serveAppScheme } from "./desktop/app-scheme.ts";
import { chooseServiceFiles } from "./desktop/choose-service-files.ts";
import { closeInOrder } from "./desktop/close-in-order.ts";
import { forkUtilityProcess } from "./desktop/fork-utility-process.ts";
import { ownArguments, parseLaunchOptions, type LaunchOptions } from "./desktop/launch-options.ts";
import { openMainWindow } from "./desktop/main-window.ts";
import { setMenu } from "./desktop/menu.ts";
import { readLaunchOptions } from "./desktop/read-launch-options.ts";
import { installationAround } from "./installation.ts";
import { openGate } from "./ipc/gate.ts";
import { Gatekeeper } from "./server/access/gatekeeper.ts";
import { Tokens, tokensOfDataDir } from "./server/access/tokens.ts";
import { describeListenError } from "./server/listen-error.ts";
import { serveDeck } from "./server/serve-deck.ts";

const installation = installationAround(import.meta.url);
const host = "127.0.0.1";
const operator: Actor = { kind: "operator", name: userInfo().username };
const warn = (message: string): void => console.error(`dasedeck: ${message}`);
/** In development the page comes from Vite, which replaces its parts as they are written. */
const developmentPage = app.isPackaged ? undefined : process.env["ELECTRON_RENDERER_URL"];

const options = readLaunchOptions();
app.setPath("userData", join(options.dataDir, "window"));
process.on("uncaughtException", (error) => console.error("dasedeck: an unexpected error:", error));

if (app.requestSingleInstanceLock()) {
  registerAppScheme();
  void app.whenReady().then(() => start(options).catch(giveUp));
} else {
  // The app that runs already takes the files.
  app.exit(0);
}

async function start(options: LaunchOptions): Promise<void> {
  const { files, dataDir } = options;
  let window: BrowserWindow | null = null;
  const opened = await openDeck({
    version: installation.version,
    dataDir,
    examplesDir: installation.examplesDir,
    journalWorkerFile: installation.journalWorkerFile,
    forkService: forkUtilityProcess(installation.serviceProcessFile),
    clock: systemClock,
    chooseServiceFiles: () => chooseServiceFiles(window),
    remember: true,
    warn,
  });
  const closeServer = await publish(opened, options);
  serveAppScheme(session.defaultSession, installation.rendererDir);
  const gate = openGate({
    ...opened,
    origin: developmentPage === undefined ? appOrigin : new URL(developmentPage).origin,
    operator,
    windows: () => (window === null || window.isDestroyed() ? [] : [window.webContents]),
  });
  closeInOrder(async () => {
    gate.dispose();
    const unsaved = await opened.close();
    await closeServer();
    return unsaved;
  });
  app.on("second-instance", (_, argv, cwd) => {
    opened.loadFiles(parseLaunchOptions(ownArguments(argv, app.isPackaged), cwd).files, operator);
    window?.show();
    window?.focus();
  });
  setMenu();
  opened.loadFiles(files, operator);
  window = openMainWindow({ page: developmentPage ?? `${appOrigin}/index.html`, ...installation, ...opened });
}

/** The window does not depend on the server: where the port is taken, the window says so. */
async function publish({ deck, handlers }: OpenDeck, { dataDir, port }: LaunchOptions): Promise<() => Promise<void>> {
  try {
    const tokens = await Tokens.open(tokensOfDataDir(dataDir), warn);
    const gatekeeper = new Gatekeeper({ tokens, isTokenNeeded: false });
    const server = await serveDeck({ deck, handlers, host, port, rendererDir: installation.rendererDir, gatekeeper });
    deck.setServer({ state: "listening", url: server.url });
    return async () => {
      tokens.dispose();
      await server.close();
    };
  } catch (error) {
    const reason = describeListenError(error, host, port);
    warn(reason);
    deck.setServer({ state: "failed", reason });
    return () => Promise.resolve();
  }
}

function giveUp(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  warn(`can't start: ${reason}`);
  dialog.showErrorBox(
    "Dasedeck can't start",
    `${reason}\n\nThe data folder is ${options.dataDir}. Another one can be given with --data-dir.`,
  );
  app.exit(1);
}

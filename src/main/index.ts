import { userInfo } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { app, dialog, session, type BrowserWindow } from "electron";
import { systemClock } from "#runtime/clock.ts";
import { hidePasswords } from "#shared/hide-passwords.ts";
import type { Actor } from "#shared/primitives.ts";
import { openDeck } from "./deck/open-deck.ts";
import { appOrigin, registerAppScheme, serveAppScheme } from "./desktop/app-scheme.ts";
import { chooseCertificateFile, chooseServiceFiles } from "./desktop/choose-files.ts";
import { closeInOrder } from "./desktop/close-in-order.ts";
import { forkUtilityProcess } from "./desktop/fork-utility-process.ts";
import { graphicsSettled } from "./desktop/graphics-settled.ts";
import { handoverMessage } from "./desktop/handover.ts";
import type { LaunchOptions } from "./desktop/launch-options.ts";
import { bringToFront, openMainWindow } from "./desktop/main-window.ts";
import { setMenu } from "./desktop/menu.ts";
import { readLaunchOptions } from "./desktop/read-launch-options.ts";
import { SecondStarts } from "./desktop/second-start.ts";
import { installationAround } from "./installation.ts";
import { openGate } from "./ipc/gate.ts";
import { DeckNetwork } from "./server/network/deck-network.ts";

const installation = installationAround(import.meta.url);
const operator: Actor = { kind: "operator", name: userInfo().username };
const warn = (message: string): void => console.error(`dasedeck: ${hidePasswords(message)}`);
/** In development the page comes from Vite, which replaces its parts as they are written. */
const developmentPage = app.isPackaged ? undefined : process.env["ELECTRON_RENDERER_URL"];

const options = readLaunchOptions();
app.setPath("userData", join(options.dataDir, "window"));
process.on("uncaughtException", (error) => warn(`an unexpected error: ${inspect(error)}`));

if (app.requestSingleInstanceLock(handoverMessage(options))) {
  const secondStarts = new SecondStarts(warn);
  const graphics = graphicsSettled();
  registerAppScheme();
  void app.whenReady().then(() => start(options, secondStarts, graphics).catch(giveUp));
} else {
  // The app that runs already loads the files and shows its window.
  if (options.port !== null) warn(`the app runs already with the data folder ${options.dataDir}; --port is for its next start`);
  app.exit(0);
}

async function start(options: LaunchOptions, secondStarts: SecondStarts, graphics: Promise<void>): Promise<void> {
  const { files, dataDir, port: givenPort } = options;
  let window: BrowserWindow | null = null;
  const network = await DeckNetwork.open({ dataDir, givenPort, warn });
  const opened = await openDeck({
    version: installation.version,
    dataDir,
    examplesDir: installation.examplesDir,
    journalWorkerFile: installation.journalWorkerFile,
    forkService: forkUtilityProcess(installation.serviceProcessFile),
    clock: systemClock,
    chooseServiceFiles: () => chooseServiceFiles(window),
    chooseCertificateFile: (what) => chooseCertificateFile(window, what),
    network,
    remember: true,
    holdsStarts: true,
    asksForTrust: true,
    warn,
  });
  // The window does not depend on the server: where there can't be one, the window says so.
  await network.publish({ ...opened, rendererDir: installation.rendererDir });
  opened.releaseStarts();
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
    await network.close();
    return unsaved;
  });
  setMenu();
  opened.loadFiles(files, operator);
  await graphics;
  const opening = openMainWindow({ page: developmentPage ?? `${appOrigin}/index.html`, ...installation, ...opened, warn });
  window = opening;
  secondStarts.listen(({ files }) => {
    // The window loads them, and asks about those that nobody has trusted yet.
    gate.loadFiles(files);
    bringToFront(opening);
  });
}

function giveUp(error: unknown): void {
  const reason = hidePasswords(error instanceof Error ? error.message : String(error));
  warn(`can't start: ${reason}`);
  dialog.showErrorBox(
    "Dasedeck can't start",
    `${reason}\n\nThe data folder is ${options.dataDir}. Another one can be given with --data-dir.`,
  );
  app.exit(1);
}

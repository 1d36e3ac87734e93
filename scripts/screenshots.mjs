/**
 * `npm run screenshots`: pictures of the window in each of its states into `screenshots`, light and dark, small and large; in a browser, and in
 * Electron where there is one. They are for people to look at: no test compares them.
 */
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desktopScenes, inFolder, ofTests, scenes } from "./pictures/scenes.mjs";
import { runCommand } from "./run/command.mjs";
import { ensureBrowser } from "./setup/browser.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { findElectronWithDisplay } from "./setup/electron.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { projectNode, projectRoot } from "./setup/project.mjs";
import { SetUpError, step } from "./setup/step.mjs";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("./pictures/scenes.mjs").Scene} Scene */

const sizes = [
  { width: 900, height: 600 },
  { width: 1600, height: 1000 },
];
const schemes = /** @type {const} */ (["light", "dark"]);

/** `npm run screenshots -- remote`: only the scenes whose names begin so. */
const only = process.argv.slice(2);

/** @param {Pick<Scene, "name">} scene */
function isWanted({ name }) {
  return only.length === 0 || only.some((start) => name.startsWith(start));
}

/** @type {import("./pictures/scenes.mjs").OtherDeck} */
const noDeck = { url: "", end: () => Promise.resolve() };

const target = join(projectRoot, "screenshots");
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

await runCommand(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const browser = await ensureBrowser();
  if ("reason" in browser) throw new SetUpError(`No pictures can be taken: ${browser.reason}.`);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await step("Taking pictures in a browser", () => takeInBrowser(browser.path));
  const electron = findElectronWithDisplay();
  if ("path" in electron) await step("Taking pictures in Electron", () => takeInElectron(electron.path));
  else console.log(`No pictures of Electron's window: ${electron.reason}.`);
  console.log(`The pictures are in ${target}.`);
  return 0;
});

/** @param {string} executablePath */
async function takeInBrowser(executablePath) {
  const { chromium } = await import("@playwright/test");
  const browser = await chromium.launch({ executablePath, args: sandbox });
  try {
    for (const scene of scenes.filter(isWanted)) {
      await withFolder(async (folder) => {
        const other = scene.elsewhere === undefined ? noDeck : await serve(scene.elsewhere, join(folder, "elsewhere"));
        const { url, end } = await serve(
          scene.files.map((file) => inFolder(file, folder)),
          join(folder, "data"),
        );
        try {
          const page = await browser.newPage({ viewport: sizes[1] ?? null, reducedMotion: "reduce" });
          await page.goto(url);
          await scene.arrange(page, other);
          await takeAll(page, `browser-${scene.name}`, scene);
          await page.close();
        } finally {
          await end();
          await other.end();
        }
      });
    }
  } finally {
    await browser.close();
  }
}

/** @param {string} executablePath */
async function takeInElectron(executablePath) {
  const { _electron } = await import("@playwright/test");
  const wanted = ["empty", "running", "settings"];
  /** @type {Scene} */
  const trust = {
    name: "trust-question",
    files: [],
    arrange: async (page) => {
      await page.getByRole("button", { name: "Load service file…" }).click();
      await page.getByRole("dialog", { name: "Trust this service file?" }).waitFor();
    },
  };
  for (const scene of [...scenes.filter(({ name }) => wanted.includes(name)), ...desktopScenes, trust].filter(isWanted)) {
    await withFolder(async (folder) => {
      const args = [...sandbox, projectRoot, ...scene.files, "--data-dir", join(folder, "data"), "--port", "0"];
      const app = await _electron.launch({ executablePath, args });
      try {
        const page = await app.firstWindow();
        const file = join(folder, "counter-service.ts");
        copyFileSync(ofTests("counter-service.ts"), file);
        await app.evaluate(({ dialog }, path) => {
          dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
        }, file);
        await page.emulateMedia({ reducedMotion: "reduce" });
        await scene.arrange(page, noDeck);
        await takeAll(page, `electron-${scene.name}`, scene);
      } finally {
        await app.close();
      }
    });
  }
}

/**
 * @param {Page} page
 * @param {string} name
 * @param {Pick<Scene, "arrangeAtSize">} scene
 */
async function takeAll(page, name, { arrangeAtSize }) {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await arrangeAtSize?.(page);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.mouse.move(0, size.height - 1);
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
      await page.screenshot({ path: join(target, `${name}-${size.width}x${size.height}-${colorScheme}.png`), animations: "disabled" });
    }
  }
}

/**
 * Serves these files to a browser.
 * @param {string[]} files none: an empty deck
 * @param {string} dataDir
 * @returns {Promise<{ url: string, end: () => Promise<void> }>}
 */
async function serve(files, dataDir) {
  const what = files.length === 0 ? ["--deck"] : files;
  const args = [join(projectRoot, "out/main/headless.js"), "serve", ...what, "--port", "0", "--data-dir", dataDir];
  const child = spawn(projectNode(), args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const url = await new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text) => {
      const found = /ready at (http:\S+)/.exec(String(text));
      if (found !== null) resolve(found[1] ?? "");
    });
    void ended.then(() => reject(new Error("The deck ended before it was ready")));
  });
  return {
    url,
    async end() {
      // Twice: at once, whatever a service is doing.
      child.kill("SIGTERM");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** @param {(folder: string) => Promise<void>} use */
async function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), "dasedeck-screenshots-"));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

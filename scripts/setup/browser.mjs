/** A Chromium for the end-to-end tests: Playwright's own, the system's, or one that is installed now. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { runChild } from "../run/child.mjs";
import { commandFile, projectNode, projectRoot, toolEnvironment } from "./project.mjs";
import { step } from "./step.mjs";

/** How long an attempt to install a browser may take, in milliseconds. */
const installTimeLimit = 240_000;

/** @type {Partial<Record<NodeJS.Platform, string[]>>} */
const systemBrowsers = {
  linux: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/microsoft-edge",
  ],
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/**
 * The first browser that is there.
 * @param {string} own path of Playwright's own browser, installed or not
 * @param {NodeJS.Platform} [platform]
 * @param {(file: string) => boolean} [exists]
 */
export function findBrowser(own, platform = process.platform, exists = existsSync) {
  return [own, ...(systemBrowsers[platform] ?? [])].find(exists);
}

/**
 * Finds a browser, and tries to install one if there is none: Playwright's own, else, as root on Debian, the system's.
 * @returns {Promise<{ path: string } | { reason: string }>} the reason why there is none
 */
export async function ensureBrowser() {
  const { chromium } = await import("@playwright/test");
  const find = () => findBrowser(chromium.executablePath());
  const path = find() ?? (await installOwn(find)) ?? (await installFromDebian(find));
  return path === undefined ? { reason: "there is no Chromium and none could be installed" } : { path };
}

/** @param {() => string | undefined} find */
async function installOwn(find) {
  await step("Installing Playwright's browser", async () => {
    await runChild(projectNode(), [commandFile("@playwright/test", "playwright"), "install", "chromium"], {
      cwd: projectRoot,
      env: toolEnvironment(),
      output: "collect",
      timeLimit: installTimeLimit,
      signals: "group",
    });
  });
  return find();
}

/** @param {() => string | undefined} find */
async function installFromDebian(find) {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return undefined;
  await step("Installing the system's Chromium", async () => {
    const commands = "apt-get update && apt-get install -y --no-install-recommends chromium fonts-dejavu-core";
    await runChild("sh", ["-c", commands], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      output: "collect",
      timeLimit: installTimeLimit,
      signals: "group",
    });
  });
  return find();
}

/** `npm run icons`: draws resources/icons/icon.svg in every size and form that systems ask for. Run by hand when the drawing changes. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { icns, ico } from "./icon-files.mjs";
import { findBrowser } from "./setup/browser.mjs";
import { projectRoot } from "./setup/project.mjs";

const folder = join(projectRoot, "resources", "icons");
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const drawing = readFileSync(join(folder, "icon.svg"), "utf8");
const executablePath = findBrowser(chromium.executablePath());
if (executablePath === undefined) throw new Error("The icons are drawn by a browser, and there is none. `npm test` installs one.");
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
const page = await browser.newPage();

/** @type {Map<number, Buffer>} */
const pictures = new Map();
for (const size of sizes) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
  pictures.set(size, await page.screenshot({ omitBackground: true }));
}
await browser.close();

for (const [size, png] of pictures) if (size <= 512) writeFileSync(join(folder, `${size}x${size}.png`), png);
// The window's own icon.
writeFileSync(join(folder, "icon.png"), pictures.get(256) ?? "");
writeFileSync(join(folder, "icon.ico"), ico(pictures));
writeFileSync(join(folder, "icon.icns"), icns(pictures));

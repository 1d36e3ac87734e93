import { chromium, defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./scripts/setup/browser.mjs";
import { findElectronWithDisplay } from "./scripts/setup/electron.mjs";

/** Fixtures start the same Electron as `npm start`; in a worker process this file is read again, so it is set there too. */
const electron = findElectronWithDisplay();
if ("path" in electron) process.env["ELECTRON_EXEC_PATH"] = electron.path;

const asRoot = process.getuid?.() === 0;
const executablePath = findBrowser(chromium.executablePath());

export default defineConfig<{ shell: "browser" | "desktop" }>({
  testDir: "e2e",
  outputDir: "test-results",
  // Every wait is for a condition and ends with it: these are for machines that have much else to do.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // What passes only when it is tried again is named at the end of `npm test`: a busy machine must not hide, nor stop, everything else.
  retries: 1,
  workers: 2,
  forbidOnly: true,
  reporter: "list",
  use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 }, trace: "retain-on-failure" },
  projects: [
    {
      name: "browser",
      testMatch: ["**/specs/*.spec.ts", "**/headless/**/*.spec.ts"],
      use: {
        shell: "browser",
        launchOptions: {
          ...(executablePath === undefined ? {} : { executablePath }),
          args: asRoot ? ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] : [],
        },
      },
    },
    { name: "desktop", testMatch: ["**/specs/*.spec.ts", "**/desktop/*.spec.ts"], use: { shell: "desktop" } },
    // Builds and installs system-wide things: one at a time, and long.
    { name: "package", testMatch: "package.spec.ts", workers: 1, timeout: 600_000 },
  ],
});

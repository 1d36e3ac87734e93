import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, chmodSync, copyFileSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { InstalledApp } from "./package/installed-app.ts";
import { isInstalled, whyNoDeb, whyNoPackage } from "./package/requirements.ts";

const unpackedApp = resolve("dist/linux-unpacked/dasedeck");
const installedApp = "/opt/Dasedeck/dasedeck";

/** Answers the one deb in `dist`. */
function deb(): string {
  const [file] = globSync("dist/*.deb");
  if (file === undefined) throw new Error("There is no deb in dist.");
  return resolve(file);
}

/** Answers whether all of it could be made. */
function packageApp(...targets: string[]): boolean {
  return spawnSync(process.execPath, ["scripts/package.mjs", ...targets], { stdio: "inherit" }).status === 0;
}

function apt(...args: string[]): void {
  execFileSync("apt-get", [...args, "-y"], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: "pipe" });
}

/** Starts the app with a service file, or with the examples that it brings; sees that the service runs, and closes the app. */
async function provesItself(executable: string, user: string, service: "file" | "examples"): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "dasedeck-package-"));
  const owner = (flag: string) => Number(execFileSync("id", [flag, user], { encoding: "utf8" }));
  const dataDir = join(home, "data");
  const file = join(home, "sensor-service.ts");
  mkdirSync(dataDir);
  copyFileSync("resources/examples/sensor-service.ts", file);
  for (const path of [home, dataDir, file]) chownSync(path, owner("-u"), owner("-g"));
  chmodSync(home, 0o700);
  const app = await InstalledApp.launch({ executable, dataDir, home, files: service === "file" ? [file] : [], user });
  try {
    const window = await app.window();
    if (service === "examples") await window.getByRole("button", { name: "Start the example services" }).click();
    // The service's own process has found esbuild's program, and the deck its journal, outside of the archive.
    await expect(window.getByRole("row", { name: /Sensor Service/ })).toContainText(/running/i, { timeout: 30_000 });
    await expect(window.getByRole("row", { name: "readSensorData" })).toContainText(/running/i);
    expect(existsSync(join(dataDir, "journal.sqlite"))).toBe(true);
    const renderers = app.processes().filter(({ commandLine }) => commandLine.includes("--type=renderer"));
    expect(renderers.map(({ filtered }) => filtered)).toEqual([user !== "root"]);
    await app.close();
    expect(app.ownOutput()).toEqual([]);
  } finally {
    await app.kill();
    rmSync(home, { recursive: true, force: true });
  }
}

test.describe.configure({ mode: "serial" });

test.describe("the packaged app", () => {
  test.beforeEach(() => {
    const reason = whyNoPackage();
    test.skip(reason !== undefined, reason);
  });

  test("is built, starts from its archive and runs the examples in it", async () => {
    expect(packageApp("dir")).toBe(true);
    expect(existsSync(resolve("dist/linux-unpacked/resources/app.asar"))).toBe(true);
    expect(existsSync(resolve("dist/linux-unpacked/resources/default_app.asar"))).toBe(false);
    await provesItself(unpackedApp, "root", "examples");
  });
});

test.describe("the deb", () => {
  let installedByTest = false;
  let whyNotMade: string | undefined;

  test.beforeEach(() => {
    const reason = whyNoPackage() ?? whyNotMade ?? (installedByTest ? undefined : whyNoDeb());
    test.skip(reason !== undefined, reason);
  });
  test.afterAll(() => {
    if (installedByTest && isInstalled()) apt("purge", "dasedeck");
  });

  test("is built and contains the app, its programs and an entry for the menu", () => {
    const made = packageApp("deb");
    if (!made && process.env["CUSTOM_FPM_PATH"] === undefined)
      whyNotMade = "electron-builder's fpm can't be downloaded, and CUSTOM_FPM_PATH names no other";
    test.skip(whyNotMade !== undefined, whyNotMade);
    expect(made).toBe(true);
    const content = spawnSync("dpkg-deb", ["--contents", deb()], { encoding: "utf8", maxBuffer: 1e8 }).stdout;
    const unpacked = "/opt/Dasedeck/resources/app.asar.unpacked/node_modules";
    for (const path of [
      "/opt/Dasedeck/dasedeck",
      "/opt/Dasedeck/resources/app.asar",
      `${unpacked}/@esbuild/linux-x64/bin/esbuild`,
      `${unpacked}/@libsql/linux-x64-gnu/index.node`,
      "/usr/share/applications/dasedeck.desktop",
      "/usr/share/icons/hicolor/256x256/apps/dasedeck.png",
    ]) {
      expect(content).toContain(`.${path}\n`);
    }
    expect(content).not.toMatch(/\/src\/|\/e2e\/|default_app\.asar|musl/);
  });

  test("installs", () => {
    installedByTest = true;
    try {
      apt("install", "--no-install-recommends", deb());
    } catch {
      // The list of packages may be missing or old.
      apt("update");
      apt("install", "--no-install-recommends", deb());
    }
    expect(isInstalled()).toBe(true);
    expect(existsSync("/usr/bin/dasedeck")).toBe(true);
  });

  test("starts as an ordinary user, in Chromium's sandbox", async () => {
    await provesItself(installedApp, "nobody", "file");
  });

  test("starts as root, without the sandbox", async () => {
    await provesItself(installedApp, "root", "file");
  });

  test("is removed without a trace", () => {
    apt("purge", "dasedeck");
    expect(isInstalled()).toBe(false);
    expect(existsSync("/opt/Dasedeck")).toBe(false);
    expect(existsSync("/usr/bin/dasedeck")).toBe(false);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findElectron, firstError, recentFailure } from "./electron.mjs";

describe("findElectron", () => {
  let root: string;
  const electron = () => join(root, "node_modules", "electron");

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "dasedeck-electron-"));
    mkdirSync(join(electron(), "dist"), { recursive: true });
    writeFileSync(join(electron(), "package.json"), JSON.stringify({ version: "45.4.1" }));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const download = (version: string) => {
    writeFileSync(join(electron(), "path.txt"), "electron");
    writeFileSync(join(electron(), "dist", "electron"), "");
    writeFileSync(join(electron(), "dist", "version"), version);
  };

  it("takes the package's own binary", () => {
    download("v45.4.1");
    expect(findElectron({ root, environment: {} })).toEqual({ path: join(electron(), "dist", "electron"), version: "45.4.1" });
  });

  it("prefers ELECTRON_EXEC_PATH, with the version that lies beside it", () => {
    download("45.4.1");
    const given = join(root, "electron");
    writeFileSync(given, "");
    writeFileSync(join(root, "version"), "33.2.1\n");
    expect(findElectron({ root, environment: { ELECTRON_EXEC_PATH: given } })).toEqual({ path: given, version: "33.2.1" });
  });

  it("says which path of ELECTRON_EXEC_PATH is wrong", () => {
    expect(findElectron({ root, environment: { ELECTRON_EXEC_PATH: "/nowhere" } })).toEqual({
      reason: "ELECTRON_EXEC_PATH names /nowhere, which is not a file",
    });
  });

  it("says why there is none", () => {
    expect(findElectron({ root, environment: {} })).toEqual({ reason: "the binary of Electron 45.4.1 has not been downloaded" });
    download("44.0.0");
    expect(findElectron({ root, environment: {} })).toEqual({ reason: "the binary of Electron 45.4.1 has not been downloaded" });
    rmSync(electron(), { recursive: true });
    expect(findElectron({ root, environment: {} })).toEqual({ reason: "the electron package is not installed" });
  });
});

describe("recentFailure", () => {
  const day = 24 * 60 * 60 * 1000;
  const remembered = JSON.stringify({ at: 1000, reason: "no network" });

  it("holds for a day", () => {
    expect(recentFailure(remembered, 1000 + day - 1)).toBe("no network");
    expect(recentFailure(remembered, 1000 + day)).toBeUndefined();
  });

  it("is forgotten when the clock was set back, or what is remembered makes no sense", () => {
    expect(recentFailure(remembered, 999)).toBeUndefined();
    expect(recentFailure("{", 1000)).toBeUndefined();
    expect(recentFailure("{}", 1000)).toBeUndefined();
    expect(recentFailure(undefined, 1000)).toBeUndefined();
  });
});

describe("firstError", () => {
  it("is the line that names the cause", () => {
    expect(firstError("Downloading\nRequestError: getaddrinfo ENOTFOUND github.com\n    at x\n")).toBe("getaddrinfo ENOTFOUND github.com");
    expect(firstError("")).toBe("no reason given");
  });
});

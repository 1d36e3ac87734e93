import { describe, expect, it } from "vitest";
import { hasDisplay, sandboxObstacle } from "./desktop.mjs";

describe("sandboxObstacle", () => {
  const machine = { platform: "linux" as const, uid: 1000, namespacesRestricted: false, helperIsSetUid: false };

  it("is none for an ordinary user, and none on other systems", () => {
    expect(sandboxObstacle(machine)).toBeUndefined();
    expect(sandboxObstacle({ ...machine, platform: "darwin", uid: 0 })).toBeUndefined();
    expect(sandboxObstacle({ ...machine, namespacesRestricted: true, helperIsSetUid: true })).toBeUndefined();
  });

  it("is root, or a system that denies user namespaces", () => {
    expect(sandboxObstacle({ ...machine, uid: 0 })).toBe("running as root");
    expect(sandboxObstacle({ ...machine, namespacesRestricted: true })).toMatch(/user namespaces/);
  });
});

describe("hasDisplay", () => {
  it("asks X11 and Wayland on Linux only", () => {
    expect(hasDisplay("linux", {})).toBe(false);
    expect(hasDisplay("linux", { DISPLAY: "" })).toBe(false);
    expect(hasDisplay("linux", { DISPLAY: ":0" })).toBe(true);
    expect(hasDisplay("linux", { WAYLAND_DISPLAY: "wayland-0" })).toBe(true);
    expect(hasDisplay("win32", {})).toBe(true);
  });
});

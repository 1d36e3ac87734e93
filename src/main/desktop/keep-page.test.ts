import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepPage, type PageContents } from "./keep-page.ts";

/** A page whose process ends as Electron's does, and that loads when the test says so. */
class FakePage extends EventEmitter {
  loads = 0;
  crashes = 0;

  loadURL(): Promise<void> {
    this.loads++;
    return Promise.reject(new Error("ERR_FAILED"));
  }

  forcefullyCrashRenderer(): void {
    this.crashes++;
    this.end("crashed");
  }

  end(reason: string): void {
    this.emit("render-process-gone", {}, { reason });
  }
}

const pass = (seconds: number): unknown => vi.advanceTimersByTime(seconds * 1000);

let page: FakePage;
let warnings: string[];

beforeEach(() => {
  page = new FakePage();
  vi.useFakeTimers();
  warnings = [];
  const contents: PageContents = page;
  keepPage({ contents, url: "app://dasedeck/index.html", warn: (message) => warnings.push(message) });
});

afterEach(() => {
  vi.useRealTimers();
});

it("leaves a page alone that loads in time", () => {
  pass(9.9);
  page.emit("dom-ready");
  pass(1000);
  expect(page).toMatchObject({ loads: 1, crashes: 0 });
  expect(warnings).toEqual([]);
});

it("ends a page that hangs while it loads, and loads it again with twice the time", () => {
  pass(10);
  expect(page).toMatchObject({ loads: 1, crashes: 1 });
  expect(warnings[0]).toContain("did not load within 10 s");
  pass(0.5);
  expect(page.loads).toBe(2);
  pass(19.9);
  expect(page.crashes).toBe(1);
  page.emit("dom-ready");
  pass(1000);
  expect(page).toMatchObject({ loads: 2, crashes: 1 });
});

it("loads a page again whose process has ended, and says why", () => {
  page.emit("dom-ready");
  page.end("oom");
  expect(warnings).toEqual(["the window's page has ended (oom); it is loaded again"]);
  expect(page.loads).toBe(1);
  pass(0.5);
  expect(page.loads).toBe(2);
});

it("does nothing more once the window is closed", () => {
  page.emit("destroyed");
  pass(1000);
  expect(page).toMatchObject({ loads: 1, crashes: 0 });
});

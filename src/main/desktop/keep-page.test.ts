import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
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

let page: FakePage;
let clock: FakeClock;
let warnings: string[];

beforeEach(() => {
  page = new FakePage();
  clock = new FakeClock();
  warnings = [];
  const contents: PageContents = page;
  keepPage({ contents, url: "app://dasedeck/index.html", clock, warn: (message) => warnings.push(message) });
});

afterEach(() => page.emit("destroyed"));

it("leaves a page alone that loads in time", async () => {
  await clock.advance(9.9);
  page.emit("dom-ready");
  await clock.advance(1000);
  expect(page).toMatchObject({ loads: 1, crashes: 0 });
  expect(warnings).toEqual([]);
});

it("ends a page that hangs while it loads, and loads it again with twice the time", async () => {
  await clock.advance(10);
  expect(page).toMatchObject({ loads: 1, crashes: 1 });
  expect(warnings[0]).toContain("did not load within 10 s");
  await clock.advance(0.5);
  expect(page.loads).toBe(2);
  await clock.advance(19.9);
  expect(page.crashes).toBe(1);
  page.emit("dom-ready");
  await clock.advance(1000);
  expect(page).toMatchObject({ loads: 2, crashes: 1 });
});

it("loads a page again whose process has ended, and says why", async () => {
  page.emit("dom-ready");
  page.end("oom");
  expect(warnings).toEqual(["the window's page has ended (oom); it is loaded again"]);
  expect(page.loads).toBe(1);
  await clock.advance(0.5);
  expect(page.loads).toBe(2);
});

it("does nothing more once the window is closed", async () => {
  page.emit("destroyed");
  await clock.advance(1000);
  expect(page).toMatchObject({ loads: 1, crashes: 0 });
});

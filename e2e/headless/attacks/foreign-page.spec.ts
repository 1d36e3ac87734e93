import type { Page } from "@playwright/test";
import { againstEach, expect, test as base, type Target } from "../../fixtures/attacked.ts";
import { ForeignSite } from "../../fixtures/foreign-site.ts";
import { servedAddresses } from "../../fixtures/served-routes.ts";

const test = base.extend<{ readonly site: ForeignSite; readonly page: Page }>({
  site: async ({ target }, use) => {
    const site = await ForeignSite.open(new URL(target.url).hostname);
    await use(site);
    await site.close();
  },
  page: async ({ launchBrowser }, use) => {
    const context = await (await launchBrowser()).newContext();
    await use(await context.newPage());
    await context.close();
  },
});

// Each test makes over a thousand requests: recording them takes longer than making them, and an attempt that failed names itself.
test.use({ trace: "off" });

/** What the foreign page has beside a browser's own: it opens a window and holds on to it, and says whether it still does. */
declare const keep: (url: string) => void;
declare const kept: () => boolean;
declare const open: (url: string) => void;

/** The statuses of all that the target answers to this page and what it opens. */
function watchAnswers(page: Page, target: Target): { readonly statuses: Set<number> } {
  const statuses = new Set<number>();
  page.context().on("response", (response) => {
    if (response.url().startsWith(target.url)) statuses.add(response.status());
  });
  return { statuses };
}

againstEach(() => {
  for (const host of ["localhost", "127.0.0.1"])
    test(`a page of another site at ${host} asks every address in every way that a page can`, async ({ target, page, site }) => {
      test.slow();
      const before = await target.marks();
      const answers = watchAnswers(page, target);
      const addresses = await servedAddresses();
      expect(addresses.length).toBeGreaterThan(15);
      for (const address of addresses) {
        const got = await site.attack(page, host, new URL(address, target.url).href);
        expect([address, got]).toEqual([address, []]);
      }
      // It did ask, and was always refused.
      expect([...answers.statuses]).toEqual([403]);
      expect(await target.marks()).toEqual(before);
    });

  test("a page of another site opens the deck's data in a window, and keeps hold of the deck's own", async ({ target, page, site }) => {
    const before = await target.marks();
    const answers = watchAnswers(page, target);
    await page.goto(site.at("localhost"));
    for (const path of ["api/v1/get_value?access_path=attacked_service.reading", "attacked-service/api/v1/get_value?access_path=reading"]) {
      const [opened] = await Promise.all([
        page.waitForEvent("popup"),
        page.evaluate((url) => {
          open(url);
        }, new URL(path, target.url).href),
      ]);
      await expect(opened.locator("body")).toContainText("A page of another site sent this request");
    }
    expect([...answers.statuses]).toEqual([403]);
    const [opened] = await Promise.all([
      page.waitForEvent("popup"),
      page.evaluate((url) => {
        keep(url);
      }, target.url),
    ]);
    // A link to the deck is one that a person may follow.
    await expect(opened.getByRole("contentinfo")).toContainText("Dasedeck");
    expect(await page.evaluate(() => kept())).toBe(false);
    expect(await opened.evaluate(() => (globalThis as { opener?: unknown }).opener)).toBeNull();
    expect(await target.marks()).toEqual(before);
  });
});

test.describe("by names that a browser trusts less than this computer's own", () => {
  /** As an administrator's names for this computer, and a stranger's, would be resolved. */
  const names = { lab: "lab.example", foreign: "evil.example" };
  test.use({
    serveFlags: ["--allow-host", names.lab],
    page: async ({ playwright, launchOptions }, use) => {
      const rules = Object.values(names).map((name) => `MAP ${name} 127.0.0.1`);
      const args = [...(launchOptions.args ?? []), `--host-resolver-rules=${rules.join(", ")}`];
      const browser = await playwright.chromium.launch({ ...launchOptions, args });
      await use(await browser.newPage());
      await browser.close();
    },
  });

  test("a page of another site asks every address of a deck that is reached by plain http", async ({ target, page, site }) => {
    test.slow();
    const before = await target.marks();
    const { port } = new URL(target.url);
    for (const address of await servedAddresses()) {
      const got = await site.attack(page, names.foreign, `http://${names.lab}:${port}${address}`);
      expect([address, got]).toEqual([address, []]);
    }
    // The browser said nothing of the site, which is what this is about.
    expect(site.sitesNamed).toEqual(new Set([undefined]));
    expect(await target.marks()).toEqual(before);
    await page.goto(`http://${names.lab}:${port}/`);
    await expect(page.getByRole("contentinfo")).toContainText("Dasedeck");
  });

  test("a name is turned to this computer once its page is there (DNS rebinding)", async ({ target, page }) => {
    const before = await target.marks();
    const { port } = new URL(target.url);
    for (const path of ["", "api/v1/get_value?access_path=attacked_service.reading", "service-properties", "healthz"]) {
      const response = await page.goto(`http://${names.foreign}:${port}/${path}`);
      expect(response?.status()).toBe(403);
    }
    // From that page, everything is of the same origin.
    expect(await page.evaluate(() => fetch("/service-properties").then((response) => response.status))).toBe(403);
    expect(await target.marks()).toEqual(before);
  });
});

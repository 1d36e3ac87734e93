import type { Locator } from "@playwright/test";
import { serviceFile } from "../fixtures/places.ts";
import type { ServiceDetails } from "../fixtures/service-details.ts";
import { expect, test } from "../fixtures/test.ts";

/** What these tests read of an element: they are typed for Node. */
interface Scrolled {
  readonly scrollHeight: number;
  readonly scrollTop: number;
  readonly clientHeight: number;
}

function output(details: ServiceDetails): { lines: Locator; filter: Locator; button: (name: string) => Locator } {
  const section = details.section("Last output");
  return {
    lines: section.getByRole("log"),
    filter: section.getByRole("textbox", { name: "Filter output" }),
    button: (name) => section.getByRole("button", { name, exact: true }),
  };
}

test("the output of a service is searched, held, and told apart by process", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("talkative-service.ts")] });
  await expect(deck.state("Talkative Service")).toHaveText("running");
  const details = await deck.openDetails("Talkative Service");
  const { lines, filter, button } = output(details);
  await expect(lines).toHaveText(/process \d+ started\s+warming up\s+lens is dusty/);

  await filter.fill("LENS");
  await expect(lines).toHaveText("lens is dusty");
  await filter.fill("no such line");
  await expect(details.section("Last output")).toContainText("No line passes the filter.");
  await filter.fill("");
  await details.switch("Errors only").click();
  await expect(lines).not.toContainText("warming up");
  await expect(lines).toContainText("lens is dusty");
  await details.switch("Errors only").click();

  await button("Pause output").click();
  await details.panel.getByRole("button", { name: "flood", exact: true }).click();
  await expect(details.section("Last output").getByRole("status")).toHaveText("Paused: there is newer output");
  await expect(lines).not.toContainText("line 100000");
  await button("Follow output").click();
  await expect(lines).toContainText("line 100000");
  await expect(lines).toContainText(/\d+ lines left out/);
  await expect
    .poll(() => lines.evaluate(({ scrollHeight, scrollTop, clientHeight }: Scrolled) => scrollHeight - scrollTop - clientHeight))
    .toBeLessThan(2);
  expect(await lines.evaluate(({ scrollTop }: Scrolled) => scrollTop)).toBeGreaterThan(0);

  await deck.button("Talkative Service", "Restart").click();
  await expect(lines).toContainText(/line 100000\s+process \d+ ended, exit code 0\s+process \d+ started\s+warming up/);
});

test("which code runs is not decided in a browser", async ({ openDeck, shell }) => {
  const { deck } = await openDeck({ files: [serviceFile("talkative-service.ts")] });
  await expect(deck.state("Talkative Service")).toHaveText("running");
  const details = await deck.openDetails("Talkative Service");
  await expect(details.section("Process")).toContainText("Process id");
  await expect(details.switch("Reload on save")).toHaveCount(shell === "desktop" ? 1 : 0);
});

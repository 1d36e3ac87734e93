import { expect, test } from "../fixtures/test.ts";
import { DeckPage } from "../fixtures/deck-page.ts";
import { serviceFile } from "../fixtures/places.ts";
import type { OpenDeck } from "../fixtures/shells.ts";
import type { ServiceDetails } from "../fixtures/service-details.ts";

async function openScalars({ deck }: OpenDeck): Promise<ServiceDetails> {
  await expect(deck.state("Scalar Service")).toHaveText("running");
  return await deck.openDetails("Scalar Service");
}

const files = [serviceFile("scalar-service.ts")];

test("every kind of value is shown", async ({ openDeck }) => {
  const details = await openScalars(await openDeck({ files }));
  expect(await details.number("voltage")).toBe(1.5);
  await expect(details.field("unlimited")).toHaveValue("Infinity");
  await expect(details.field("label")).toHaveValue("first");
  await expect(details.switch("enabled")).not.toBeChecked();
  await expect(details.output("comment")).toHaveText("–");
  await expect(details.output("doubled")).toHaveText("3");
  await expect(details.section("Attributes")).toContainText("RangeError: The probe is not connected");
});

test("an edit is sent on Enter, and what depends on it follows", async ({ openDeck }) => {
  const details = await openScalars(await openDeck({ files }));
  await details.set("voltage", "2,5");
  await expect(details.output("doubled")).toHaveText(/^5(\.0*)?$/);
  await details.field("label").fill("zweiter Ofen");
  await expect(details.output("doubled")).toHaveText("5");
  await details.field("label").press("Enter");
  await details.field("label").blur();
  await expect(details.field("label")).toHaveValue("zweiter Ofen");
});

test("an edit is sent on leaving the field", async ({ openDeck }) => {
  const details = await openScalars(await openDeck({ files }));
  await details.field("voltage").fill("4");
  await details.field("label").focus();
  await expect(details.output("doubled")).toHaveText("8");
});

test("Escape takes an edit back, and nothing is sent", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files });
  await expect(deck.state("Scalar Service")).toHaveText("running");
  const details = await deck.openDetails("Scalar Service");
  await details.field("limited").fill("7");
  await page.keyboard.press("Escape");
  await expect(details.field("limited")).toHaveValue("5");
  await details.set("limited", "6");
  // Had the first one been sent, it would be the second write.
  await expect(details.field("writes")).toHaveValue("1");
  await expect(details.field("limited")).toHaveValue("6");
});

test("a flag is a switch", async ({ openDeck }) => {
  const { deck } = await openDeck({ files });
  const details = await deck.openDetails("Scalar Service");
  await details.panel.getByText("enabled").scrollIntoViewIfNeeded();
  await details.switch("enabled").check({ force: true });
  await expect(details.switch("enabled")).toBeChecked();
  await details.close();
  await deck.openDetails("Scalar Service");
  await expect(details.switch("enabled")).toBeChecked();
});

test("what is no number is refused at the field, with the reason", async ({ openDeck }) => {
  const details = await openScalars(await openDeck({ files }));
  await details.set("voltage", "two");
  await expect(details.field("voltage")).toHaveAccessibleDescription(/“two” is not a number/);
  await expect(details.field("voltage")).toHaveValue("two");
  await details.field("voltage").press("Escape");
  await expect(details.field("voltage")).not.toHaveAttribute("aria-invalid", "true");
  await expect(details.field("voltage")).toHaveValue("1.5");
});

test("what the service refuses is refused at the field, with the service's reason", async ({ openDeck }) => {
  const details = await openScalars(await openDeck({ files }));
  await details.set("limited", "11");
  await expect(details.field("limited")).toHaveAccessibleDescription(/At most 10 V are allowed/);
  await details.set("limited", "9");
  await expect(details.field("limited")).not.toHaveAttribute("aria-invalid", "true");
  await expect(details.field("writes")).toHaveValue("1");
});

test("someone else's change does not overwrite what is being typed", async ({ openDeck }) => {
  const { deck } = await openDeck({ files });
  await expect(deck.state("changeVoltage")).toHaveText("inactive");
  const details = await deck.openDetails("Scalar Service");
  await deck.act("Start", "changeVoltage");
  await details.field("voltage").fill("300");
  const before = Number(await details.output("doubled").textContent());
  await expect.poll(async () => Number(await details.output("doubled").textContent())).toBeGreaterThan(before + 4);
  await expect(details.field("voltage")).toHaveValue("300");
  await details.field("voltage").press("Enter");
  await expect.poll(() => details.number("voltage")).toBeGreaterThanOrEqual(300);
});

test("what is typed takes the place of the value, however often that has changed since the field was entered", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files });
  await expect(deck.state("changeVoltage")).toHaveText("inactive");
  const details = await deck.openDetails("Scalar Service");
  await deck.act("Start", "changeVoltage");
  await details.field("unlimited").focus();
  await page.keyboard.press("Shift+Tab");
  await expect(details.field("voltage")).toBeFocused();
  const before = Number(await details.output("doubled").textContent());
  await expect.poll(async () => Number(await details.output("doubled").textContent())).toBeGreaterThan(before + 2);
  await page.keyboard.type("9000");
  await expect(details.field("voltage")).toHaveValue("9000");
  await page.keyboard.press("Enter");
  await expect.poll(async () => Number(await details.output("doubled").textContent())).toBeGreaterThanOrEqual(18_000);
});

test("a cursor put into a text that changes keeps the text still; left as it was, nothing is sent", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files });
  await expect(deck.state("changeVoltage")).toHaveText("inactive");
  const details = await deck.openDetails("Scalar Service");
  await deck.act("Start", "changeVoltage");
  await details.field("voltage").click();
  await page.keyboard.press("End");
  const held = await details.field("voltage").inputValue();
  const before = Number(await details.output("doubled").textContent());
  await expect.poll(async () => Number(await details.output("doubled").textContent())).toBeGreaterThan(before + 4);
  await expect(details.field("voltage")).toHaveValue(held);
  const rising = Number(await details.output("doubled").textContent());
  await details.field("label").focus();
  await expect.poll(async () => Number(await details.output("doubled").textContent())).toBeGreaterThan(rising + 2);
});

/** Writes the voltage as another program does. */
async function writeAsNotebook({ page }: OpenDeck, value: number): Promise<void> {
  const address = await page.getByRole("contentinfo").getByRole("link").getAttribute("href");
  const response = await fetch(new URL("scalar-service/api/v1/update_value", address ?? ""), {
    method: "PUT",
    headers: { "content-type": "application/json", "x-client-id": "notebook" },
    body: JSON.stringify({
      access_path: "voltage",
      value: { full_access_path: "voltage", type: "float", value, readonly: false, doc: null },
    }),
  });
  expect(response.status).toBe(200);
}

test("a field with a draft says what the value is now and who changed it, before the draft overwrites it", async ({ openDeck }) => {
  const opened = await openDeck({ files });
  const details = await openScalars(opened);
  const voltage = details.field("voltage");
  await voltage.fill("30");
  await writeAsNotebook(opened, 22.5);
  await expect(voltage).toHaveAccessibleDescription("Now 22.5, changed by notebook");
  await expect(details.panel.getByText("voltage: Now 22.5, changed by notebook")).toHaveAttribute("aria-live", "polite");
  await writeAsNotebook(opened, 30);
  await expect(voltage, "nothing would be overwritten").not.toHaveAccessibleDescription(/changed by/);
  await writeAsNotebook(opened, 24);
  await expect(voltage).toHaveAccessibleDescription("Now 24, changed by notebook");
  await voltage.press("Enter");
  await expect(details.output("doubled")).toHaveText("60");
  await expect(voltage).not.toHaveAccessibleDescription(/changed by/);
});

test("what the service itself changes is said to be its own", async ({ openDeck }) => {
  const opened = await openDeck({ files });
  const details = await openScalars(opened);
  await details.set("voltage", "20");
  await expect(details.output("doubled")).toHaveText("40");
  await opened.deck.act("Start", "changeVoltage");
  await details.field("voltage").fill("9000");
  await expect(details.field("voltage")).toHaveAccessibleDescription(/^Now \d+, changed by the service$/);
  await details.field("voltage").press("Escape");
  await expect(details.field("voltage")).not.toHaveAccessibleDescription(/changed by/);
});

test("a window's own write is no news to it, but to another", async ({ openDeck, shell }) => {
  test.skip(shell === "desktop", "the app has one window");
  const opened = await openDeck({ files });
  const details = await openScalars(opened);
  const other = await opened.page.context().newPage();
  await other.goto(opened.page.url());
  const others = await new DeckPage(other).openDetails("Scalar Service");
  await others.field("voltage").fill("8");
  await opened.page.bringToFront();
  await details.set("voltage", "7");
  await details.field("voltage").fill("9");
  await expect(details.output("doubled")).toHaveText("14");
  await expect(others.field("voltage")).toHaveAccessibleDescription("Now 7, changed by browser");
  await expect(details.field("voltage")).toHaveValue("9");
  await expect(details.field("voltage")).not.toHaveAccessibleDescription(/changed by/);
});

test("neither a refused edit nor what has changed meanwhile moves what is below the field", async ({ openDeck }) => {
  const opened = await openDeck({ files });
  const details = await openScalars(opened);
  const place = async (name: string) => await details.field(name).boundingBox();
  const before = [await place("voltage"), await place("unlimited"), await place("label")];
  await details.set("voltage", "two");
  await expect(details.field("voltage")).toHaveAccessibleDescription(/is not a number/);
  expect([await place("voltage"), await place("unlimited"), await place("label")]).toEqual(before);
  await details.field("voltage").fill("30");
  await writeAsNotebook(opened, 22.5);
  await expect(details.field("voltage")).toHaveAccessibleDescription(/changed by notebook/);
  expect([await place("voltage"), await place("unlimited"), await place("label")]).toEqual(before);
});

test("the fields of a stopped service show the last values and can't be edited", async ({ openDeck }) => {
  const { deck } = await openDeck({ files });
  const details = await openScalars({ deck } as OpenDeck);
  await details.set("label", "last words");
  await expect(details.field("label")).toHaveValue("last words");
  await deck.act("Stop", "Scalar Service");
  await expect(deck.state("Scalar Service")).toHaveText("stopped");
  await expect(details.section("Attributes")).toContainText("last known values");
  await expect(details.field("label")).toHaveValue("last words");
  await expect(details.field("label")).not.toBeEditable();
  await expect(details.switch("enabled")).toBeDisabled();
});

import { dragTo, everyValue, openValues } from "../fixtures/every-value.ts";
import { expectHint } from "../fixtures/hint.ts";
import { expect, test } from "../fixtures/test.ts";

test("a number has its label, its unit and its range, which is checked before anything is sent", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  const voltage = details.field("Cathode voltage");
  await expect(details.panel.getByTitle("V", { exact: true })).toHaveText("V");
  await details.set("Cathode voltage", "11");
  await expect(voltage).toHaveAccessibleDescription(/At most 10 V is allowed, not 11/);
  await expect(voltage).toHaveValue("11");
  await details.set("Cathode voltage", "7.5 V");
  await expect(voltage).not.toHaveAttribute("aria-invalid", "true");
  await expect(voltage).toHaveValue("7.5");
});

test("arrow keys step a number without sending it, and stop at its limits", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  const voltage = details.field("Cathode voltage");
  await voltage.focus();
  await voltage.press("ArrowUp");
  await expect(voltage).toHaveValue("2.6");
  await voltage.press("Shift+ArrowDown");
  await expect(voltage).toHaveValue("1.6");
  await voltage.press("Escape");
  await expect(voltage).toHaveValue("2.5");
  await details.field("shots").focus();
  for (let times = 0; times < 12; times++) await details.field("shots").press("Shift+ArrowDown");
  await expect(details.field("shots")).toHaveValue("0");
  await details.field("shots").press("Enter");
  await details.field("remark").focus();
  await expect(details.field("shots")).toHaveValue("0");
});

test("a wheel over a number changes nothing", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  await details.field("shots").click();
  await page.mouse.wheel(0, 40);
  await page.mouse.wheel(0, -80);
  await details.field("remark").focus();
  await expect(details.field("shots")).toHaveValue("100");
});

test("a whole number keeps every digit, and takes no fraction", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  await expect(details.field("serial")).toHaveValue("9007199254740993");
  await details.set("serial", "1.5");
  await expect(details.field("serial")).toHaveAccessibleDescription(/“1.5” is not a whole number/);
  await details.set("serial", "12345678901234567890123");
  await details.field("remark").focus();
  await expect(details.field("serial")).not.toHaveAttribute("aria-busy", "true");
  await expect(details.field("serial")).toHaveValue("12345678901234567890123");
});

test("a quantity is converted by the service when another unit is typed along", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  await expect(details.field("length")).toHaveValue("3.2");
  await details.set("length", "4 cm");
  await expect(details.field("length")).toHaveValue("40");
  await details.set("length", "4 V");
  await expect(details.field("length")).toHaveAccessibleDescription(/V measures something else/);
  await details.set("length", "5");
  await expect(details.field("length")).toHaveValue("5");
});

test("one name is chosen of a fixed set, with the mouse and with the keyboard; colours are shown", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  await details.choose("mode", "RUN");
  await expect(details.choice("mode")).toHaveValue("RUN");
  await details.choice("status").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: "DONE" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(details.choice("status")).not.toHaveValue("PENDING");
  const chosen = await details.choice("status").inputValue();
  await expect(details.choice("status")).toHaveAttribute("title", new RegExp(`^${chosen} = "`));
});

test("a moment is read and set in local time", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  await expect(details.field("started")).toHaveAttribute("title", "2026-11-22T14:03:07.120Z");
  await details.set("started", "2026-02-30");
  await expect(details.field("started")).toHaveAccessibleDescription(/is not a moment such as/);
  await details.set("started", "2027-01-02 03:04:05 +00:00");
  await expect(details.field("started")).toHaveAttribute("title", "2027-01-02T03:04:05.000Z");
});

test("what cannot be written is read; what has no value says why", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  await expect(details.output("temperature")).toHaveText("293.15\u202FK");
  await expect(details.output("nothing")).toHaveText("–");
  await expect(details.section("Attributes")).toContainText("RangeError: The probe is not connected");
});

test("what the service refuses is said at the field", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  await details.set("refusing", "abc");
  await expect(details.field("refusing")).toHaveAccessibleDescription(/The device does not know abc/);
});

test("entries of lists and dicts have controls of their own, at any depth", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  await details.set("limits[1]", "20");
  await details.set('table["two words"]', "other");
  await details.set('table["rows"][0][1]', "22");
  await details.set("limits[2]", "three");
  await expect(details.field("limits[2]")).toHaveAccessibleDescription(/not a number/);
  await expect(details.field("limits[1]")).toHaveValue("20");
  await expect(details.field('table["two words"]')).toHaveValue("other");
  await expect(details.field('table["rows"][0][1]')).toHaveValue("22");
});

test("a long list is shown a page at a time", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  await details.button(/^samples/).click();
  await expect(details.field("samples[99]")).toHaveValue("99");
  await expect(details.field("samples[100]")).toHaveCount(0);
  await details.button("Next entries of samples").click();
  await expect(details.field("samples[100]")).toHaveValue("100");
  const goTo = details.field("Go to entry of samples");
  await goTo.fill("2420");
  await goTo.press("Enter");
  await details.set("samples[2420]", "-1");
  await expect(details.field("samples[2420]")).toHaveValue("-1");
  await expect(details.panel.getByRole("group", { name: "Pages of samples" })).toContainText("2,400–2,499 of 2,500");
  await expect(details.button("Next entries of samples")).toBeDisabled();
});

test("what was folded stays so while the panel is open", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  await details.button(/^left/).click();
  await expect(details.button(/^left/)).toHaveAttribute("aria-expanded", "false");
  await details.button("rack").click();
  await expect(details.button(/^left/)).toHaveCount(0);
  await details.button("rack").click();
  await expect(details.button(/^left/)).toHaveAttribute("aria-expanded", "false");
  await expect(details.button(/^right/)).toHaveAttribute("aria-expanded", "true");
});

test("a slider is moved by keys and by the mouse; a refused position goes back and says why", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  const thumb = details.slider("current");
  await thumb.focus();
  await page.keyboard.press("ArrowRight");
  await expect(details.field("current")).toHaveValue("3.5");
  await dragTo(page, details, 0.8);
  await expect(details.field("current")).toHaveValue("8");
  await dragTo(page, details, 1);
  await expect(details.panel.getByRole("alert")).toHaveText("The supply gives at most 9 A");
  await expect(thumb).not.toHaveAttribute("aria-valuenow", "10");
  await details.set("current", "12");
  await expect(details.field("current")).toHaveAccessibleDescription(/At most 10 is allowed, not 12/);
});

test("a picture is shown, and enlarged on a click", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  const picture = details.panel.getByRole("img", { name: "image" });
  await expect.poll(() => picture.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBe(160);
  await details.button("Enlarge image").click();
  const dialog = deck.dialog("image");
  await expect(dialog.getByRole("img", { name: "image" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(details.panel).toBeVisible();
});

test("a device says whether it is connected", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  await expect(details.output("Connection of laser")).toHaveText("connected");
  await expect(details.field("power")).toHaveValue("5");
});

test("methods are called with their arguments, and tell what they gave or why they failed", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  await details.button("home").click();
  await expect(details.result("home")).toHaveText("42");
  await details.button("fail").click();
  await expect(details.panel.getByRole("alert")).toContainText("The motor is stuck");
  await details.button("Move to…").click();
  await details.button("Call Move to").click();
  await expect(details.field("position")).toHaveAccessibleDescription(/A value is needed/);
  await details.field("position").fill("4");
  await details.field("speed").fill("fast");
  await details.field("speed").press("Enter");
  await expect(details.field("speed")).toHaveAccessibleDescription(/“fast” is not a number/);
  await details.field("speed").fill("");
  await details.panel.getByRole("radiogroup", { name: "relative" }).getByText("true").click();
  await details.button("Call Move to").click();
  await expect(details.result("Move to")).toHaveText("at 4 with 1.5, relative");
  await details.button("wait").click();
  await expect(details.button("wait")).toHaveAttribute("aria-busy", "true");
  await expect(details.panel.getByText("running", { exact: true }).last()).toBeVisible();
});

test("methods without a button fold together, and can be called all the same", async ({ openDeck }) => {
  const details = await openValues(await openDeck({ files: everyValue }));
  await details
    .button(/^Methods/)
    .last()
    .click();
  await details.button("add…").click();
  await details.field("a").fill("2");
  await details.field("b").fill("40");
  await details.field("b").press("Enter");
  await expect(details.result("add")).toHaveText("42");
});

test("an argument that is one of some names is chosen", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  await details
    .button(/^Methods/)
    .last()
    .click();
  await details.button("prepare…").click();
  await details.button("Call prepare").click();
  await expect(details.panel.getByRole("combobox", { name: "first" })).toHaveAccessibleDescription(/A choice is needed/);
  await details.panel.getByRole("combobox", { name: "first" }).click();
  await expect(page.getByRole("option")).toHaveText(["OFF", "IDLE", "RUN"]);
  await page.getByRole("option", { name: "RUN" }).click();
  await details.button("Call prepare").click();
  await expect(details.result("prepare")).toHaveText("run, then 0");
});

test("documentation is Markdown, with its lists and code; its links are told, and lead nowhere", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  const hint = page.getByRole("tooltip");
  await expectHint(details.section("Attributes").getByText("gain", { exact: true }).first(), hint.filter({ hasText: "multiplied" }));
  await expect(hint.getByRole("listitem")).toHaveCount(2);
  await expect(hint.getByRole("code")).toHaveText(["1", "Array<number>"]);
  await expect(hint.getByRole("emphasis")).toHaveText("multiplied");
  await expect(hint.getByRole("listitem").last()).toContainText("or Array<number>, see the manual");
  await expect(hint.getByRole("link")).toHaveCount(0);
});

test("documentation, path, range and the time of the last change are told of every member", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: everyValue });
  const details = await openValues({ deck });
  await expect(details.field("Cathode voltage")).toHaveAccessibleDescription("The voltage at the cathode, as it is set.");
  const hint = page.getByRole("tooltip");
  await expectHint(details.panel.getByText("Cathode voltage", { exact: true }), hint.filter({ hasText: "as it is set" }));
  await expect(hint).toContainText("voltage");
  await expect(hint).toContainText("Range: 0 to 10 V");
  await expect(hint).toContainText(/Last changed \d{1,2} \w+ \d{4}, \d\d:\d\d:\d\d\.\d{3}/);
  await page.mouse.move(0, 0);
  await expect(hint).toBeHidden();
  await details.field("Cathode voltage").focus();
  await expect(hint).toContainText("The voltage at the cathode");
  await page.keyboard.press("Escape");
  await expect(hint).toBeHidden();
});

import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";

const files = [serviceFile("scalar-service.ts")];

test("a text of several lines keeps every line break when it is edited; Enter makes a line, Ctrl+Enter sends", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files });
  const details = await deck.openDetails("Scalar Service");
  const remark = details.field("remark");
  await expect(remark).toHaveValue("first\nsecond\nthird\tend");
  await remark.focus();
  await expect(remark).toHaveAccessibleDescription(/Enter sends, Escape takes back/);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" of it");
  await page.keyboard.press("Enter");
  await page.keyboard.type("fourth");
  await expect(remark).toHaveValue("first\nsecond\nthird\tend of it\nfourth");
  await expect(details.output("remarkAsJson")).toHaveText(JSON.stringify("first\nsecond\r\nthird\tend"));
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(details.output("remarkAsJson")).toHaveText(JSON.stringify("first\nsecond\r\nthird\tend of it\nfourth"));
});

test("a text of several lines is taken back with Escape, and sent on leaving the field", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files });
  const details = await deck.openDetails("Scalar Service");
  await details.field("remark").fill("thrown\naway");
  await page.keyboard.press("Escape");
  await expect(details.field("remark")).toHaveValue("first\nsecond\nthird\tend");
  await expect(details.panel).toBeVisible();
  await details.field("remark").fill("first\nthird\tend");
  await details.field("label").focus();
  await expect(details.output("remarkAsJson")).toHaveText(JSON.stringify("first\nthird\tend"));
});

test("lines that are pasted into a text of one line stay lines", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files });
  const details = await deck.openDetails("Scalar Service");
  await details.field("label").focus();
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", "one\\r\\ntwo\\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }`);
  await expect(details.field("label")).toHaveValue("one\ntwo");
  await expect(details.field("label")).toBeFocused();
  await expect(details.output("labelAsJson")).toHaveText('"first"');
  await page.keyboard.type(", three");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(details.output("labelAsJson")).toHaveText(JSON.stringify("one\ntwo, three"));
});

test("characters that turn text around are seen, and a text keeps them where it is edited", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("turned-texts.ts")] });
  await expect(deck.cell("fail", "Last error")).toContainText("no ⟨U+202E⟩evil");
  const details = await deck.openDetails("Turned ⟨U+202E⟩evil⟨U+202C⟩");
  await expect(details.output("fixed")).toHaveText("abc⟨U+2067⟩def");
  await expect(details.field("note")).toHaveValue("abc⟨U+202E⟩def");
  await details.field("note").focus();
  await expect(details.field("note")).toHaveValue("abc\u202Edef");
  await page.keyboard.press("End");
  await page.keyboard.type("g");
  await page.keyboard.press("Enter");
  await details.field("note").blur();
  await expect(details.field("note")).toHaveValue("abc⟨U+202E⟩defg");
});

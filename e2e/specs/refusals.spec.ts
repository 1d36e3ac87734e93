import type { Locator } from "@playwright/test";
import { serviceFile } from "../fixtures/places.ts";
import type { ServiceDetails } from "../fixtures/service-details.ts";
import { expect, test } from "../fixtures/test.ts";

interface Refusal {
  readonly control: (details: ServiceDetails) => Locator;
  readonly edit: (details: ServiceDetails) => Promise<void>;
  readonly reason: RegExp;
  readonly value: string;
}

const typed = (name: string, text: string, value: string, reason = text): Refusal => ({
  control: (details) => details.field(name),
  edit: (details) => details.set(name, text),
  reason: new RegExp(`The device refuses ${reason}`),
  value,
});
const chosen = (name: string, option: string, value: string, reason: string): Refusal => ({
  control: (details) => details.choice(name),
  edit: (details) => details.choose(name, option),
  reason: new RegExp(`The device refuses ${reason}`),
  value,
});

const refusals: readonly Refusal[] = [
  typed("float", "2.5", "1.5"),
  typed("count", "4", "3"),
  typed("text", "something else", "as it was"),
  typed("moment", "2027-01-02 03:04:05Z", "2026-11-22T14:03:07.000Z", "2027-01-02T03:04:05.000Z"),
  typed("length", "2 cm", "3", "20"),
  typed("level", "6", "5"),
  chosen("mode", "ON", "OFF", "1|Mode.ON|ON"),
  chosen("status", "BUSY", "IDLE", "#FFA500|BUSY"),
];

test("every control says why its value was refused, and shows the value that still is", async ({ openDeck }) => {
  const { deck } = await openDeck({ files: [serviceFile("refusing-values.ts")] });
  await expect(deck.state("Refusing Values")).toHaveText("running");
  const details = await deck.openDetails("Refusing Values");
  const height = async () => (await details.section("Attributes").boundingBox())?.height;
  const before = await height();
  for (const { control, edit, reason, value } of refusals) {
    await edit(details);
    await expect(control(details)).toHaveAccessibleDescription(reason);
    if (value.endsWith("Z")) await expect(control(details)).toHaveAttribute("title", value);
    else await expect(control(details)).toHaveValue(value);
  }

  await details.switch("flag").click();
  await expect(details.section("Attributes")).toContainText("The device refuses true");
  await expect(details.switch("flag")).not.toBeChecked();

  await details.field("lines").fill("one\nthree");
  await details.field("lines").press("Control+Enter");
  await expect(details.field("lines")).toHaveAccessibleDescription(/The device refuses one\s+three/);
  await expect(details.field("lines")).toHaveValue("one\ntwo");

  await details.slider("level").focus();
  await details.slider("level").press("ArrowRight");
  await expect(details.panel.getByRole("alert")).toHaveText("The device refuses 5.5");
  await expect(details.slider("level")).toHaveAttribute("aria-valuenow", "5");
  expect(await height(), "no refusal makes a row higher").toBe(before);
});

import { expectHint } from "../fixtures/hint.ts";
import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";

test("a task's warning is marked in its row", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [serviceFile("warned-task.ts")] });
  await expect(deck.state("Warned Task")).toHaveText("running");
  const mark = deck.row("tryInVain").getByRole("img", { name: /^Warning: / });
  await expectHint(mark, page.getByRole("tooltip").filter({ hasText: /limit/i }));
  await expect(deck.row("idle").getByRole("img", { name: /^Warning/ })).toHaveCount(0);
});

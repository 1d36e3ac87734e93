import { expect, test } from "../fixtures/test.ts";

const taskCount = 600;

/** A service file with so many tasks that no window shows them all. */
const manyTasks = `import { DataService, sleep, task } from "dasedeck";
export default class ManyTasks extends DataService {
${Array.from({ length: taskCount }, (_, index) => `  @task({ autostart: true }) async task${index}() { await sleep(3600); }`).join("\n")}
}
`;

test("of many tasks only those in sight are in the page; each is found, reached and commanded", async ({ openDeck, files }) => {
  const { deck, page } = await openDeck({ files: [await files.write("many-tasks.ts", manyTasks)] });
  await expect(deck.filter("running")).toHaveAccessibleName(`running ${taskCount + 1}`);
  await expect(deck.table).toHaveAttribute("aria-rowcount", String(taskCount + 2));
  expect(await deck.rows().count()).toBeLessThan(80);

  // What has the focus stays, wherever one scrolls.
  await deck.button("task0", "Stop").focus();
  await deck.row("task5").hover();
  await page.mouse.wheel(0, 1e6);
  await expect(deck.row(`task${taskCount - 1}`)).toBeVisible();
  await expect(deck.row(`task${taskCount - 1}`)).toHaveAttribute("aria-rowindex", String(taskCount + 2));
  await expect(deck.row("task5")).toHaveCount(0);
  await expect(deck.button("task0", "Stop")).toBeFocused();
  expect(await deck.rows().count()).toBeLessThan(80);
  await page.keyboard.press("Enter");
  await expect(deck.filter("inactive")).toHaveAccessibleName("inactive 1");

  await deck.search.fill("task300");
  await expect(deck.rows()).toHaveCount(2);
  await deck.act("Stop", "task300");
  await expect(deck.state("task300")).toHaveText("inactive");
});

test("the details of a service with many tasks tell a few at a time", async ({ openDeck, files }) => {
  const { deck } = await openDeck({ files: [await files.write("many-tasks.ts", manyTasks)] });
  const details = await deck.openDetails("Many Tasks");
  const tasks = details.section("Tasks").getByRole("button", { name: /^task\d/ });
  await expect(tasks).toHaveCount(50);
  await details.section("Tasks").getByRole("button", { name: "Show 50 more of 600" }).click();
  await expect(tasks).toHaveCount(100);
});

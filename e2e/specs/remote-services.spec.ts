import { expect } from "@playwright/test";
import { test, type Elsewhere } from "../fixtures/elsewhere.ts";
import { addToken } from "../fixtures/guarded.ts";
import { HistoryPage } from "../fixtures/history-page.ts";
import { serviceFile } from "../fixtures/places.ts";
import { RemotePage } from "../fixtures/remote-page.ts";
import type { OpenDeck } from "../fixtures/shells.ts";

const counter = serviceFile("counter-service.ts");
const countdown = /^\d+(\.\d)? s$|^now$/;

/** A deck with a service of its own, and with some of another deck. */
async function connected(opened: OpenDeck, elsewhere: Elsewhere, services: readonly string[]): Promise<RemotePage> {
  const remote = new RemotePage(opened.page);
  await remote.open();
  for (const service of services) {
    await remote.add({ address: elsewhere.address(service) });
    await expect(remote.note("is on the deck.")).toBeVisible();
    await expect(remote.address).toHaveValue("");
  }
  return remote;
}

test("a service of another deck stands beside the local ones, with its values and its tasks", async ({ openDeck, elsewhere }) => {
  await elsewhere.serve("scalar-service.ts", "failing-task.ts");
  const opened = await openDeck({ files: [counter] });
  const { deck } = opened;
  const remote = await connected(opened, elsewhere, ["scalar-service", "failing-task"]);
  await expect(remote.state("Scalar Service")).toHaveText("connected");
  await expect(remote.row("Scalar Service")).toContainText(elsewhere.address("scalar-service"));

  await deck.goTo("Deck");
  await expect(deck.state("Scalar Service")).toHaveText("connected");
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(deck.state("changeVoltage")).toHaveText("inactive");
  await expect(deck.cell("changeVoltage", "Since")).not.toContainText("not reported");
  await deck.act("Start", "changeVoltage");
  await expect(deck.state("changeVoltage")).toHaveText("running");

  const scalars = await deck.openDetails("Scalar Service");
  await scalars.expectToMove("voltage");
  await deck.act("Stop", "changeVoltage");
  await expect(deck.state("changeVoltage")).toHaveText("inactive");
  await expect(scalars.fact("Address")).toHaveText(elsewhere.address("scalar-service"));
  await expect(scalars.fact("Token")).toHaveText("none");
  await expect(scalars.fact("Process id")).toHaveCount(0);
  await scalars.set("label", "set from afar");
  await expect(scalars.output("labelAsJson")).toHaveText('"set from afar"');
  expect((await elsewhere.ask("get", "scalar-service.label")).stdout).toContain("set from afar");
  await scalars.set("limited", "11");
  await expect(scalars.field("limited")).toHaveAccessibleDescription(/At most 10 V are allowed/);

  // What failed there needs attention here, and what the other deck tells of it is shown.
  await expect(deck.state("failAndWait")).toHaveText("restarting");
  await expect(deck.cell("failAndWait", "Next restart")).toHaveText(countdown);
  await deck.filter("needs attention").click();
  await expect(deck.row("failOnce")).toBeVisible();
  await expect(deck.row("changeVoltage")).toHaveCount(0);
  await deck.filter("remote").click();
  await expect(deck.row("changeVoltage")).toBeVisible();
  await expect(deck.row("countTicks")).toHaveCount(0);
  await deck.filter("all").click();
  await deck.search.fill(elsewhere.address("scalar"));
  await expect(deck.rows()).toHaveCount(2);
});

test("a lost connection is said, what was known turns stale, and afterwards everything is fresh", async ({ openDeck, elsewhere }) => {
  await elsewhere.serve("counter-service.ts");
  const opened = await openDeck();
  const { deck, page } = opened;
  await page.getByRole("button", { name: "Connect to a service that runs elsewhere" }).click();
  const remote = await connected(opened, elsewhere, ["counter-service"]);
  await expect(remote.state("Counter Service")).toHaveText("connected");
  await remote.row("Counter Service").getByRole("button", { name: "Counter Service", exact: true }).click();
  const ticks = await deck.openedDetails("Counter Service");
  await ticks.expectToMove("ticks");
  await expect.poll(() => ticks.number("ticks")).toBeGreaterThan(20);

  await elsewhere.kill();
  await expect(ticks.panel).toContainText("The connection is lost");
  await expect(ticks.section("Attributes")).toContainText("last known values");
  await expect(ticks.section("Tasks")).toContainText("was running");
  await expect(ticks.field("ticks")).not.toBeEditable();
  const last = await ticks.number("ticks");
  await deck.goTo("Remote");
  await expect(remote.state("Counter Service")).toHaveText("reconnecting");
  await expect(remote.row("Counter Service").getByRole("cell").nth(2)).toHaveText(countdown);
  await expect(remote.lastError("Counter Service")).toBeVisible();
  await deck.goTo("Deck");
  await expect(deck.filter("needs attention")).toHaveAccessibleName("needs attention 1");
  await expect(deck.state("countTicks")).toHaveText("stale (was running)");
  await expect(deck.button("countTicks", "Stop")).toHaveAttribute("aria-disabled", "true");

  await elsewhere.serve("counter-service.ts");
  await expect(deck.state("Counter Service")).toHaveText("connected", { timeout: 40_000 });
  await expect(deck.state("countTicks")).toHaveText("running");
  await expect(deck.cell("Counter Service", "Restarts")).toHaveText("1");
  const back = await deck.openDetails("Counter Service");
  await back.expectToMove("ticks");
  expect(await back.number("ticks"), "the count of the new process").toBeLessThan(last);
  await deck.act("Stop", "countTicks");
  await expect(deck.state("countTicks")).toHaveText("inactive");
});

test("an address that is wrong is refused at its field, and nothing that was typed is lost", async ({ openDeck }) => {
  const { deck, page } = await openDeck({ files: [counter], allowRemotes: true });
  const remote = new RemotePage(page);
  await remote.open();
  await expect(page.getByRole("heading", { name: "No remote services yet" })).toBeVisible();
  await remote.connect.click();
  await expect(remote.refusal).toHaveText("Type the address of a service");
  await expect(remote.address).toBeFocused();

  await remote.add({ address: "ws://lab pc:8001", name: "Pump", token: "dd_secret" });
  await expect(remote.refusal).toContainText('"ws://lab pc:8001" is no address of a service: write it as ws://host:8001');
  await expect(remote.address).toHaveAccessibleDescription(/is no address of a service/);
  // Other views do not forget it, either.
  await deck.goTo("Deck");
  await remote.open();
  await expect(remote.address).toHaveValue("ws://lab pc:8001");
  await expect(remote.name).toHaveValue("Pump");
  await expect(remote.token).toHaveValue("dd_secret");
  await expect(remote.token).toHaveAttribute("type", "password");
  await remote.address.fill("ws://lab-pc:8001");
  await expect(remote.refusal).toHaveCount(0);
  await expect(remote.note("travels in the clear")).toBeVisible();

  // A certificate matters only where something is encrypted.
  await expect(remote.certificate).toHaveCount(0);
  await remote.address.fill("wss://lab-pc:8001");
  await remote.certificate.fill("none");
  await remote.address.press("Enter");
  await expect(remote.refusal).toContainText("no certificate in PEM");

  // Nobody answers there: that is a state, which is tried again.
  await remote.add({ address: "127.0.0.1:9/pump", name: "Pump" });
  await expect(remote.row("Pump")).toContainText("ws://127.0.0.1:9/pump");
  await expect(remote.state("Pump")).toHaveText("reconnecting");
  await expect(remote.lastError("Pump")).toHaveAccessibleName(/nothing answers at this address/);
  await remote.row("Pump").getByRole("button", { name: "Pump", exact: true }).click();
  const details = await deck.openedDetails("Pump");
  await expect(details.section("Attributes")).toHaveText(/Not known before there was a connection/);
});

test("whoever shows the wrong token is refused, and comes in with the right one in its place", async ({ openDeck, dasedeck, folder }) => {
  const dataDir = `${folder}/guarded`;
  const token = await addToken(dasedeck, dataDir, "other-deck", "control");
  const guarded = dasedeck("serve", counter, "--host", "0.0.0.0", "--port", "0", "--data-dir", dataDir);
  const address = `ws://127.0.0.1:${new URL(await guarded.address()).port}/counter-service`;
  const { deck, page } = await openDeck();
  const remote = new RemotePage(page);
  await remote.open();
  await remote.add({ address, name: "Guarded", token: "dd_wrong" });
  await expect(remote.state("Guarded")).toHaveText("refused");
  await expect(remote.lastError("Guarded")).toBeVisible();
  await deck.goTo("Deck");
  await expect(deck.filter("needs attention")).toHaveAccessibleName("needs attention 1");
  await deck.goTo("Remote");

  // A token is not changed silently. What was typed waits until the old one is gone.
  await remote.add({ address, name: "Guarded", token });
  await expect(remote.refusal).toContainText("is on the deck already, as guarded: remove it before you give another token");
  await remote.remove("Guarded");
  await remote.connect.click();
  await expect(remote.state("Guarded")).toHaveText("connected");
  await expect(remote.token).toHaveValue("");
  await remote.add({ address });
  await expect(remote.note("This address is on the deck already, as Guarded.")).toBeVisible();
  await remote.row("Guarded").getByRole("button", { name: "Guarded", exact: true }).click();
  const details = await deck.openedDetails("Guarded");
  await expect(details.fact("Token")).toHaveText("yes, kept by this deck");
  await expect(page.getByText(token)).toHaveCount(0);
  await details.expectToMove("ticks");
});

test("a connection is ended, made again and forgotten on request, and remembered meanwhile", async ({ openDeck, elsewhere }) => {
  await elsewhere.serve("counter-service.ts", "scalar-service.ts");
  const first = await openDeck();
  const before = await connected(first, elsewhere, ["counter-service", "scalar-service"]);
  await expect(before.state("Scalar Service")).toHaveText("connected");
  await expect(before.button("Scalar Service", "Connect")).toHaveAttribute("aria-disabled", "true");
  await before.button("Counter Service", "Disconnect").click();
  await expect(before.state("Counter Service")).toHaveText("disconnected");
  await first.deck.goTo("Deck");
  await expect(first.deck.filter("needs attention")).toHaveAccessibleName("needs attention 0");
  await expect(first.deck.row("Counter Service")).toContainText("disconnected by");
  await first.end();

  const opened = await openDeck();
  const { deck, page } = opened;
  const remote = new RemotePage(page);
  await remote.open();
  await expect(remote.state("Scalar Service")).toHaveText("connected");
  await expect(remote.state("Counter Service")).toHaveText("disconnected");
  await remote.button("Counter Service", "Connect").click();
  await expect(remote.state("Counter Service")).toHaveText("connected");
  await remote.button("Counter Service", "Reconnect").click();
  await expect(remote.state("Counter Service")).toHaveText("connected");

  await deck.lock.click();
  for (const action of ["Disconnect", "Reconnect", "Remove…"] as const) {
    await expect(remote.button("Counter Service", action)).toHaveAttribute("aria-disabled", "true");
  }
  await remote.add({ address: "ws://lab-pc" });
  await expect(remote.refusal).toHaveText("Locked: view only. Unlock at the top of the window");
  await deck.lock.click();

  await remote.button("Counter Service", "Remove…").click();
  await page.getByRole("dialog", { name: "Remove Counter Service?" }).getByRole("button", { name: "Cancel" }).click();
  await expect(remote.row("Counter Service")).toBeVisible();
  await remote.remove("Counter Service");
  await deck.goTo("Deck");
  await deck.chooseFromMenu("Scalar Service", "Remove…");
  await page.getByRole("dialog", { name: "Remove Scalar Service?" }).getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("heading", { name: "No services on the deck yet" })).toBeVisible();
  expect((await elsewhere.ask("status")).stdout, "they go on where they run").toContain("countTicks");
});

test("it is said which tasks run elsewhere before all are stopped, and that their history is not here", async ({ openDeck, elsewhere }) => {
  await elsewhere.serve("counter-service.ts");
  const opened = await openDeck({ files: [serviceFile("scalar-service.ts")] });
  const { deck, page } = opened;
  await connected(opened, elsewhere, ["counter-service"]);
  await deck.goTo("Deck");
  await deck.act("Start", "changeVoltage");
  await expect(deck.state("changeVoltage")).toHaveText("running");
  await expect(deck.state("countTicks")).toHaveText("running");

  await deck.row("countTicks").getByRole("button", { name: "Show history" }).click();
  const history = new HistoryPage(page);
  await expect(history.main).toContainText("What the tasks of a remote service do is recorded where they run");
  await history.choose("Service", "Counter Service");
  await expect(history.entry("connected", "Counter Service")).not.toHaveCount(0);
  await history.leave();

  await page.getByRole("button", { name: "Stop all tasks" }).click();
  const question = deck.dialog("Stop all tasks?");
  await expect(question).toContainText(
    "2 tasks are asked to stop; 1 of them is not on this deck, but of a remote service (Counter Service).",
  );
  await question.getByRole("button", { name: "Stop all" }).click();
  await expect(deck.state("countTicks")).toHaveText("inactive");
  await expect(deck.state("changeVoltage")).toHaveText("inactive");
});

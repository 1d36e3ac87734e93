import { DataService, description, displayOrder, label, sleep, task, unit } from "dasedeck";
import { afterEach, beforeEach, expect, it } from "vitest";
import { registerDocumentation } from "./documentation.ts";
import { TreeBench } from "./testing/tree-bench.ts";

class Channel extends DataService {
  gain = 1;
}

class Supply extends DataService {
  plain = 1;
  @displayOrder(2) @description("Its last reading") reading = 2;
  @displayOrder(1) @label("Left") @description("The one on the left") channel = new Channel();
  @displayOrder(3) @unit("V") limits = [1, 2];
  documented = new Channel();
  @description("Reads it") @displayOrder(-1) @task() async read() {
    await sleep(1);
  }
  @description("Sets it to zero") reset() {
    this.reading = 0;
  }
  @task() async idle() {
    await sleep(1);
  }
}

class Derived extends Supply {
  override reading = 3;
}

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
  const comments = { reading: "A comment", reset: "A comment", read: "A comment", plain: "A comment", idle: "A comment" };
  const documentation = new Map([
    ["Supply", { doc: null, members: comments }],
    ["Derived", { doc: null, members: { reading: "A nearer comment" } }],
    ["Channel", { doc: "A channel", members: {} }],
  ]);
  registerDocumentation(documentation);
});

afterEach(() => {
  registerDocumentation(new Map());
  bench.dispose();
});

it.each([
  ["its own", () => new Supply()],
  ["inherited", () => new Derived()],
] as const)(
  // prettier-ignore
  "a description is served in place of comments: %s",
  (_, make) => {
    const { tree } = bench.serve(make());
    const { value } = tree.serialize();
    const docs = Object.fromEntries(Object.entries(value).map(([name, { doc }]) => [name, doc]));
    expect(docs).toEqual({
      plain: "A comment",
      reading: "Its last reading",
      channel: "The one on the left",
      limits: null,
      documented: "A channel",
      reset: "Sets it to zero",
    });
    expect(tree.taskSnapshots()).toMatchObject({ read: { doc: "Reads it" }, idle: { doc: "A comment" } });
  },
);

it("an order is told and changes neither the order of the members nor that of the tasks", () => {
  const { tree } = bench.serve(new Supply());
  const { value } = tree.serialize();
  expect(Object.keys(value)).toEqual(["plain", "reading", "channel", "limits", "documented", "reset"]);
  expect(Object.keys(tree.taskSnapshots())).toEqual(["read", "idle"]);
  expect(value["reading"]?.display).toEqual({ displayOrder: 2 });
  // What is said of a nested service in its place goes with it, also when it changes.
  expect(value["channel"]?.display).toEqual({ displayOrder: 1, label: "Left" });
  expect(value["documented"]).not.toHaveProperty("display");
  expect(value["limits"]).toMatchObject({ display: { displayOrder: 3, unit: "V" }, value: [{ display: { unit: "V" } }, {}] });
  const [first] = value["limits"]?.value as { display: object }[];
  expect(first?.display).toEqual({ unit: "V" });
});

it("what is said of a nested service in its place stays when another one takes it", async () => {
  const { service, tree } = bench.serve(new Supply());
  const told: unknown[] = [];
  bench.store.add(tree.onDidChange((news) => told.push(...news)));
  service.channel = new Channel();
  await bench.clock.advance(1);
  expect(tree.serialize().value["channel"]).toMatchObject({ doc: "The one on the left", display: { label: "Left" } });
  expect(told).toMatchObject([{ kind: "valueChanged", value: { doc: "The one on the left", display: { displayOrder: 1 } } }]);
});

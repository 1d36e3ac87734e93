import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { removeValue, replaceValue } from "#shared/mirror-tree.ts";
import type { SerializedDataService } from "#shared/serialized.ts";
import type { TreeChange } from "#shared/service-channel.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { eventLoopTurn } from "./fake-clock.ts";
import type { ServedTree } from "./served-tree.ts";
import { taskNamed } from "./testing/task-named.ts";
import { anyEdit, Node, type Edit, type World } from "./testing/tree-edits.ts";
import { TreeBench } from "./testing/tree-bench.ts";

/** What the deck knows of a service: a snapshot, and the changes since then. */
class Mirror {
  readonly attributes: SerializedDataService;
  readonly tasks: Record<string, TaskSnapshot>;

  constructor(tree: ServedTree) {
    this.attributes = structuredClone(tree.serialize());
    this.tasks = structuredClone(tree.taskSnapshots());
  }

  apply(changes: readonly TreeChange[]): void {
    for (const change of structuredClone(changes)) {
      switch (change.kind) {
        case "valueChanged":
          replaceValue(this.attributes, change.value);
          break;
        case "valueRemoved":
          removeValue(this.attributes, change.path);
          break;
        case "taskChanged":
          this.tasks[change.task.path] = change.task;
          break;
        case "taskRemoved":
          Reflect.deleteProperty(this.tasks, change.path);
      }
    }
  }
}

type Step = { readonly kind: "edit"; readonly edit: Edit } | { readonly kind: "turn" } | { readonly kind: "snapshot" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: anyEdit.map((one): Step => ({ kind: "edit", edit: one })) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "turn" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "snapshot" }) },
);

async function play(steps: readonly Step[], world: World, bench: TreeBench): Promise<void> {
  const { tree } = bench.serve(world.root);
  const mirrors = [new Mirror(tree)];
  bench.onBatch = (batch) => mirrors.forEach((mirror) => mirror.apply(batch));
  tree.startTasks({});
  for (const one of steps) {
    if (one.kind === "edit") one.edit.run(world);
    else if (one.kind === "snapshot") mirrors.push(new Mirror(tree));
    else {
      await eventLoopTurn();
      await bench.clock.advance(1);
    }
  }
  // Tasks that have come and gone are started and stopped in turns of their own.
  for (let turn = 0; turn < 3; turn++) await eventLoopTurn();
  const served = tree.serialize();
  for (const mirror of mirrors) {
    expect(mirror.attributes).toEqual(served);
    expect(JSON.stringify(mirror.attributes)).toBe(JSON.stringify(served));
    expect(mirror.tasks).toEqual(tree.taskSnapshots());
  }
  // And the tree is what is really there.
  const { tree: anew } = bench.serve(world.root);
  expect(withoutTimes(served)).toEqual(withoutTimes(anew.serialize()));
  expect(Object.keys(tree.taskSnapshots()).sort()).toEqual(Object.keys(anew.taskSnapshots()).sort());
}

/** Without the time at which values came to be, which a tree that is served anew does not know. */
function withoutTimes(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (name, value: unknown) => (name === "changed_at" ? undefined : value)));
}

describe("the mirror of a served tree", () => {
  it("is exactly the tree, whatever is edited, and whenever the snapshot was taken", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: "max" }), async (steps) => {
        const root = new Node();
        const world: World = { root, things: [root, [1], [2], [], { x: 1 }, {}, new Node(), new Node()] };
        const bench = new TreeBench();
        try {
          await play(steps, world, bench);
        } finally {
          for (const thing of world.things) if (thing instanceof Node) await taskNamed(thing, "poll").stop();
          bench.dispose();
        }
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  it("is exactly the tree, however lists are put into one another", async () => {
    const pick = fc.nat({ max: 4 });
    const move = fc.record({ from: pick, into: pick, index: fc.nat({ max: 1 }), ends: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 20, size: "max" }), async (moves) => {
        const root = new Node();
        const lists: unknown[][] = [[1], [2], [3], [4]];
        const steps = moves.flatMap(({ from, into, index, ends }): Step[] => {
          const run = (): void => {
            // As the author's code sees it: through the service.
            root._shelf = lists;
            const shelf = root._shelf as unknown[][];
            const target = shelf[into];
            if (target === undefined) root.x = shelf[from % 4];
            else target[index] = shelf[from] ?? from;
          };
          const step: Step = { kind: "edit", edit: { label: `${from} to ${into}`, run } };
          return ends ? [step, { kind: "turn" }] : [step];
        });
        const bench = new TreeBench();
        try {
          await play(steps, { root, things: [root] }, bench);
        } finally {
          await taskNamed(root, "poll").stop();
          bench.dispose();
        }
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});

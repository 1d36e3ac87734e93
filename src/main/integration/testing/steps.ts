import fc from "fast-check";
import { eventLoopTurn } from "#runtime/fake-clock.ts";
import { isContainer, type AttributeWrite, type SerializedObject } from "#shared/serialized.ts";
import { anyEdit } from "../../runtime/testing/tree-edits.ts";
import { DeckWindow } from "./deck-window.ts";
import { tester, type LinkedDeck } from "./linked-deck.ts";

/** A deck, and the windows that look at it. */
export interface Scene {
  readonly linked: LinkedDeck;
  readonly windows: DeckWindow[];
}

/** Something that happens. */
export interface Step {
  readonly label: string;
  run(scene: Scene): void | Promise<void>;
}

const few = fc.nat({ max: 3 });
const pick = fc.nat({ max: 1000 });

const edit = anyEdit.map((one): Step => ({
  label: one.label,
  run: ({ linked: { process } }) => {
    if (!process.link.isAlive) return;
    if (process.service.tree === null) process.wasEditedEarly = true;
    one.run(process.world);
  },
}));

const turn = fc.constant<Step>({ label: "turn", run: () => eventLoopTurn() });

const pass = fc
  .constantFrom(0.001, 0.016, 0.1, 1)
  .map((seconds): Step => ({ label: `${seconds} s pass`, run: ({ linked }) => linked.clock.advance(seconds) }));

const deliver = fc.record({ toDeck: few, toService: few }).map(({ toDeck, toService }): Step => ({
  label: `deliver ${toDeck} to the deck, ${toService} to the service`,
  run: async ({ linked: { process } }) => {
    await process.link.deliverToDeck(toDeck);
    await process.link.deliverToService(toService);
    await eventLoopTurn();
  },
}));

const values = fc.record({
  float: fc.constantFrom<number | "NaN">(0, 1, 2.5, "NaN"),
  int: fc.constantFrom<number | string>(0, 7, "1180591620717411303424"),
  bool: fc.boolean(),
  str: fc.constantFrom("", "a"),
  datetime: fc.constantFrom("2020-01-01T00:00:00.000Z", "2021-01-01T00:00:00.000Z"),
  free: fc.constantFrom<AttributeWrite>(
    { type: "NoneType", value: null },
    { type: "float", value: 3 },
    { type: "list", value: [{ type: "float", value: 1 }] },
    { type: "dict", value: { x: { type: "str", value: "a" } } },
  ),
});
type Values = typeof values extends fc.Arbitrary<infer Type> ? Type : never;

const write = fc.record({ at: pick, given: values }).map(({ at, given }): Step => ({
  label: `write value ${at}`,
  run: ({ linked }) => {
    const { attributes } = linked.mirror;
    const leaves = attributes === null ? [] : leavesOf(attributes);
    const leaf = leaves[at % leaves.length];
    if (leaf === undefined) return;
    // It may be refused, or lost with its process.
    void linked.deck.writeAttribute(linked.id, leaf.full_access_path, fitting(leaf, given), tester).catch(() => undefined);
  },
}));

function leavesOf(object: SerializedObject): SerializedObject[] {
  return isContainer(object) ? Object.values(object.value).flatMap(leavesOf) : object.type === "method" ? [] : [object];
}

function fitting({ type }: SerializedObject, given: Values): AttributeWrite {
  switch (type) {
    case "float":
    case "int":
    case "bool":
    case "str":
    case "datetime":
      return { type, value: given[type] } as AttributeWrite;
    default:
      return given.free;
  }
}

const commandTask = fc.record({ at: pick, command: fc.constantFrom("start", "stop", "restart") }).map(({ at, command }): Step => ({
  label: `${command} task ${at}`,
  run: ({ linked }) => {
    const paths = Object.keys(linked.mirror.tasks);
    const path = paths[at % paths.length];
    if (path !== undefined) void linked.deck.commandTask(linked.id, path, command, tester).catch(() => undefined);
  },
}));

const fail = fc.nat({ max: 8 }).map((times): Step => ({
  label: `a task fails ${times} times`,
  run: ({ linked }) => void (linked.process.world.root._failures = times),
}));

const command = fc
  .constantFrom("restart", "restart", "restart", "stop", "start", "forceStop")
  .map((one): Step => ({ label: one, run: ({ linked }) => linked.deck.command(linked.id, one, tester) }));

const crash = fc.record({ heard: few, late: few }).map(({ heard, late }): Step => ({
  label: `crash, ${heard} heard, ${late} late`,
  run: ({ linked }) => linked.process.link.crash(heard, late),
}));

const windowStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ events: few, calls: few, answers: few }).map((most) => ({
      label: `deliver ${most.events} events, ${most.calls} calls, ${most.answers} answers`,
      run: async (window: DeckWindow) => {
        await window.deliver(most);
      },
    })),
  },
  fc
    .boolean()
    .map((late) => ({ label: `disconnect${late ? ", answers late" : ""}`, run: (window: DeckWindow) => window.disconnect(late) })),
  fc.constant({ label: "connect", run: (window: DeckWindow) => window.connect() }),
  fc.constant({ label: "lose events", run: (window: DeckWindow) => window.loseEvents() }),
);

const inWindow = fc.record({ at: pick, step: windowStep }).map(({ at, step }): Step => ({
  label: `window ${at}: ${step.label}`,
  run: ({ windows }) => {
    const window = windows[at % windows.length];
    return window === undefined ? undefined : step.run(window);
  },
}));

const newWindow = fc.constant<Step>({
  label: "new window",
  run: ({ linked: { deck, handlers }, windows }) => {
    if (windows.length < 4) windows.push(new DeckWindow(deck, handlers));
  },
});

/** Shown by what it does, and not by its code. */
function shown(step: Step): Step {
  return Object.assign(step, { [fc.toStringMethod]: () => step.label });
}

/** @param quiet - all comes to rest and is compared. */
export function anyStep(quiet: Step): fc.Arbitrary<Step> {
  return fc
    .oneof(
      { weight: 20, arbitrary: edit },
      { weight: 5, arbitrary: turn },
      { weight: 4, arbitrary: pass },
      { weight: 12, arbitrary: deliver },
      { weight: 5, arbitrary: write },
      { weight: 2, arbitrary: commandTask },
      { weight: 1, arbitrary: fail },
      { weight: 2, arbitrary: command },
      { weight: 2, arbitrary: crash },
      { weight: 10, arbitrary: inWindow },
      { weight: 1, arbitrary: newWindow },
      { weight: 2, arbitrary: fc.constant(quiet) },
    )
    .map(shown);
}

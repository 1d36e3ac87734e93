import type { SerializedObject } from "#shared/serialized.ts";
import type { Clock } from "./clock.ts";
import { mostServedPlaces } from "./cut-text.ts";
import { partAt } from "./part-at.ts";
import { factsOf, noFacts } from "./place-facts.ts";
import type { Reading, ServedContainer } from "./served-container.ts";
import { ServedPlace } from "./served-place.ts";
import { ServedRoom } from "./served-room.ts";
import { ServedTasks } from "./served-tasks.ts";
import { ChangeBatch } from "./tree-change.ts";
import type { TreeContext } from "./tree-context.ts";

/**
 * Serialises a value that is in no tree, such as what a method gave; its parts have paths as if it were the root.
 *
 * @param leaveOut - told of what can't be served, which is left out; of the whole, there is nothing then.
 */
export function serializeResult(value: unknown, clock: Clock, leaveOut: TreeContext["leaveOut"]): SerializedObject {
  const changes = new ChangeBatch(clock);
  const context: TreeContext = {
    clock,
    changes,
    tasks: new ServedTasks(),
    room: new ServedRoom(() => leaveOut("", `it has more than ${mostServedPlaces} members and entries`)),
    keepPrivate: () => undefined,
    leaveOut,
    partAt: (place, object) => partAt(place, object, context),
  };
  const place = new Result(value, context);
  place.refresh();
  const serialized = place.serialize() ?? { full_access_path: "", type: "NoneType", value: null, readonly: true, doc: null };
  place.dispose();
  changes.dispose();
  return serialized;
}

/** A place that nothing leads to. */
class Result extends ServedPlace {
  readonly #value: unknown;

  constructor(value: unknown, context: TreeContext) {
    super(nowhere, "", factsOf({}, "", true), context);
    this.#value = value;
  }

  override read(): Reading {
    return { kind: "value", value: this.#value };
  }

  override assign(): void {
    // Nobody writes to a result.
  }
}

const nowhere: ServedContainer = {
  kind: "dict",
  path: "",
  parent: null,
  contents: {},
  entryFacts: noFacts,
  adopt: () => "other",
  serialize: () => ({ full_access_path: "", type: "NoneType", value: null, readonly: true, doc: null }),
  placeAt: () => undefined,
  places: () => [],
  placeEmptied: () => undefined,
  placeFilled: () => undefined,
  dispose: () => undefined,
};

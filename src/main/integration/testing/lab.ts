import { loadState, sleep, task } from "dasedeck";
import { Node, type World } from "../../runtime/testing/tree-edits.ts";

/** A service with a place for every kind of value that can be restored, beside what {@link Node} has. */
export class Lab extends Node {
  static service = { restartSec: 0.5, startLimitIntervalSec: null };

  empty: unknown = null;
  on = false;
  label = "new";
  count = 5n;
  since = new Date(0);
  part = new Node();
  parts: unknown = [new Node(), 7, "seven"];
  settings: unknown = { mode: "off", depth: { limit: 2, steps: [1, 2] } };
  /** How often {@link flaky} is to fail. */
  _failures = 0;
  #kept = 1;

  get kept(): number {
    return this.#kept;
  }

  @loadState set kept(value: number) {
    this.#kept = value;
  }

  /** Fails and restarts faster than the deck is told. */
  @task({ autostart: true, restartSec: 0.002, startLimitIntervalSec: null })
  async flaky() {
    for (;;) {
      await sleep(0.005);
      if (this._failures-- > 0) throw new Error("It failed again");
      this._failures = 0;
    }
  }
}

/** A new service, and what can be done to it. */
export function newLab(): World & { readonly root: Lab } {
  const root = new Lab();
  return { root, things: [root, [1], [2], [], { x: 1 }, {}, new Node(), new Node()] };
}

/**
 * A program that saves as fast as it can, to be killed: two hundred values that all are the same number, one more at each step. Tells the number of each
 * save that is done.
 */
import { systemClock } from "#runtime/clock.ts";
import type { SerializedDataService, SerializedObject } from "#shared/serialized.ts";
import { StateKeeper } from "../state-keeper.ts";

// Whoever listened is gone: so is the need for this program.
process.on("disconnect", () => process.exit());
const [folder = "", serviceFile = ""] = process.argv.slice(2);

function treeOf(count: number): SerializedDataService {
  const value = Object.fromEntries(
    Array.from({ length: 200 }, (_, index): [string, SerializedObject] => {
      const path = `value${index}`;
      return [path, { full_access_path: path, type: "float", value: count, readonly: false, doc: null }];
    }),
  );
  return { full_access_path: "", type: "DataService", name: "Many", value, readonly: false, doc: null };
}

let count: number | null = null;
const keeper = new StateKeeper({
  folder,
  serviceFile,
  formerStates: { takeUp: () => Promise.resolve({ kind: "nothing" }) },
  clock: systemClock,
  saveIntervalSec: 0,
  attributes: () => (count === null ? null : treeOf(count)),
  warn: (message) => process.send?.({ warning: message }),
});
const { value0 } = (await keeper.toRestore()).savedState as { value0?: { value: number } };
count = value0?.value ?? 0;
process.send?.({ restored: count });
for (;;) {
  count += 1;
  keeper.valueChanged();
  await keeper.save();
  process.send?.({ saved: count });
}

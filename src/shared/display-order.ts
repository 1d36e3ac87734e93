import type { SerializedObject } from "./serialized.ts";

/**
 * Members as a person is shown them: first those with a display order, the smallest first, then those without; in order of declaration where that says nothing.
 *
 * @param members - by name, in order of declaration
 */
export function inDisplayOrder<Member extends readonly [name: string, object: SerializedObject]>(
  members: readonly Member[],
): readonly Member[] {
  // A service may have thousands of members, and seldom one with an order.
  if (!members.some(([, { display }]) => display?.displayOrder !== undefined)) return members;
  return members.toSorted(([, one], [, other]) => compare(orderOf(one), orderOf(other)));
}

function orderOf({ display }: SerializedObject): number {
  return display?.displayOrder ?? Infinity;
}

/** Not a difference: that of two infinities is no number. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

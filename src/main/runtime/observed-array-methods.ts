import { wholeObject } from "./observation.ts";
import { observationOfContents, unobserved } from "./observed-objects.ts";

type ArrayMethod = (this: unknown[], ...args: unknown[]) => unknown;

const editing = ["push", "pop", "shift", "unshift", "fill", "reverse", "copyWithin"] as const;
const searching = ["includes", "indexOf", "lastIndexOf"] as const;

function native(name: (typeof editing)[number] | (typeof searching)[number] | "splice" | "sort"): ArrayMethod {
  return Reflect.get(Array.prototype, name) as ArrayMethod;
}

/**
 * What an observed array does in its own way: an edit of many entries is one change and not one for each entry that moves, and an entry is found also by the
 * object that was put in.
 *
 * @param observed - gives a value as an author's code is to see it.
 */
export function observedArrayMethods(observed: (value: unknown) => unknown): ReadonlyMap<string, ArrayMethod> {
  /** @param show - what the author gets of the native method's result. */
  const editWith = (method: ArrayMethod, show: (result: unknown) => unknown, adapt: (argument: unknown) => unknown): ArrayMethod =>
    function (...args) {
      const array = unobserved(this);
      try {
        const result = Reflect.apply(method, array, args.map(adapt));
        return result === array ? this : show(result);
      } finally {
        observationOfContents(array).changed(wholeObject);
      }
    };
  const searchWith = (method: ArrayMethod): ArrayMethod =>
    function (wanted, ...rest) {
      const array = unobserved(this);
      observationOfContents(array).read(wholeObject);
      return Reflect.apply(method, array, [unobserved(wanted), ...rest]);
    };
  const showEach = (removed: unknown): unknown => (removed as unknown[]).map(observed);
  /** A comparison sees the entries as its author does. */
  const showCompared = (compare: unknown): unknown =>
    typeof compare === "function"
      ? (left: unknown, right: unknown): unknown => Reflect.apply(compare, undefined, [observed(left), observed(right)])
      : compare;
  return new Map<string, ArrayMethod>([
    ...editing.map((name) => [name, editWith(native(name), observed, unobserved)] as const),
    ["splice", editWith(native("splice"), showEach, unobserved)],
    ["sort", editWith(native("sort"), observed, showCompared)],
    ...searching.map((name) => [name, searchWith(native(name))] as const),
  ]);
}

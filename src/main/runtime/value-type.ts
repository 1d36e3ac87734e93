import type { AttributeWrite, SerializedLeaf, SerializedPlace, SubtreeType } from "#shared/serialized.ts";

type WithoutPlace<Leaf> = Leaf extends SerializedPlace ? Omit<Leaf, keyof SerializedPlace> : never;

/** A serialised object without its place: type and value, and what its type adds to them (`name`, `enum`). */
export type SerializedContent = WithoutPlace<SerializedLeaf>;

/**
 * How the instances of one class travel that are one value and not a tree, such as a quantity. Instances are immutable: a change is another instance in
 * the same place. The table of all stands in `value-types.ts`.
 */
export interface ValueType<Value extends object = object> {
  /** Whether an object is one of this type. Plain objects and arrays are not asked about. */
  matches(value: object): value is Value;
  /** What is served; two values that are served alike count as equal. */
  serialize(value: Value): SerializedContent;
  /**
   * The value that a write from outside means in the place of `present`. Touches nothing.
   *
   * @throws AttributeWriteError that says in words for an operator what is wrong, such as `3 kg is no voltage`; the caller puts the path and a colon before it.
   */
  parse(write: AttributeWrite, present: Value): Value;
  /** The value that a write means where there is none yet, such as an argument of a method; `null` if the write is of another type. */
  create?(write: AttributeWrite): Value | null;
}

/**
 * The key of the static member by which a class that extends `DataService` says that it is a component with a control of its own:
 * `static readonly [servedAs] = "NumberSlider"`. Its members are served as those of any service.
 */
export const servedAs: unique symbol = Symbol("servedAs");

/**
 * The key of the static member by which a component says what its members are called outside, where pydase's names differ from ours:
 * `static readonly [wireNames] = { stepSize: "step_size", loadFromPath: null }`; `null`: not served. Other members keep their names. Subclasses inherit it.
 */
export const wireNames: unique symbol = Symbol("wireNames");

/** What a component's class has. */
export interface ComponentClass {
  readonly [servedAs]: SubtreeType;
  readonly [wireNames]?: Readonly<Record<string, string | null>>;
}
